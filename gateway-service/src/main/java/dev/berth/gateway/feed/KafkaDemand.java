package dev.berth.gateway.feed;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.berth.events.EventJson;
import dev.berth.events.Topics;
import dev.berth.events.traffic.Demand;
import dev.berth.gateway.dispatch.DemandSink;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jboss.logging.Logger;

/** Publishes demands. They are of the moment: what cannot be sent soon is not worth sending. */
public final class KafkaDemand implements DemandSink, AutoCloseable {

    private static final Logger LOG = Logger.getLogger(KafkaDemand.class);

    private final KafkaProducer<String, String> producer;

    public KafkaDemand(Map<String, Object> kafka) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ProducerConfig.ACKS_CONFIG, "1");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 500);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 2000);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 3000);
        producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
    }

    @Override
    public void tell(Demand demand) {
        ProducerRecord<String, String> sent =
                new ProducerRecord<>(Topics.DEMAND, demand.container().stream().toString(), json(demand));
        var _ = producer.send(sent, (_, failure) -> {
            if (failure != null) {
                LOG.debugf("a demand was not sent: %s", failure);
            }
        });
    }

    private static String json(Demand demand) {
        try {
            return EventJson.MAPPER.writeValueAsString(demand);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("cannot write a demand", e);
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(1));
    }
}
