package dev.berth.reconciler.log;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.berth.events.EventJson;
import dev.berth.events.Topics;
import dev.berth.events.traffic.Demand;
import dev.berth.reconciler.container.Reconciler;
import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/** Hands what comes from Kafka to those whom it concerns. */
@ApplicationScoped
class KafkaInputs {

    private static final Logger LOG = Logger.getLogger(KafkaInputs.class);

    private final Feed feed;
    private final Reconciler reconciler;

    KafkaInputs(Feed feed, Reconciler reconciler) {
        this.feed = feed;
        this.reconciler = reconciler;
    }

    /** Events and demands come by one consumer, so that whoever owns a container hears both. */
    @Incoming("reconciler-containers")
    @Blocking
    void containers(ConsumerRecords<String, String> records) {
        List<Feed.Arrived> events = new ArrayList<>();
        for (ConsumerRecord<String, String> each : records) {
            if (each.topic().equals(Topics.DEMAND)) {
                demand(each);
            } else {
                events.add(arrived(each));
            }
        }
        feed.takeContainers(events);
    }

    @Incoming("reconciler-namespaces")
    @Blocking
    void namespaces(ConsumerRecords<String, String> records) {
        List<Feed.Arrived> events = new ArrayList<>();
        records.forEach(each -> events.add(arrived(each)));
        feed.takeNamespaces(events);
    }

    private void demand(ConsumerRecord<String, String> each) {
        try {
            reconciler.hear(EventJson.MAPPER.readValue(each.value(), Demand.class));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            LOG.warnf("a demand that cannot be read; partition=%d offset=%d", each.partition(), each.offset());
        }
    }

    private static Feed.Arrived arrived(ConsumerRecord<String, String> each) {
        Map<String, String> headers = new HashMap<>();
        each.headers().forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        return new Feed.Arrived(each.partition(), each.offset(), headers, String.valueOf(each.value()));
    }
}
