package dev.berth.api.views;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/** Hands what Kafka brings to the projector, batch by batch; offsets are committed after the views. */
@ApplicationScoped
class EventConsumer {

    private static final Logger LOG = Logger.getLogger(EventConsumer.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final Projector projector;
    private final Gate gate;

    EventConsumer(Projector projector, Gate gate) {
        this.projector = projector;
        this.gate = gate;
    }

    /** Never gives up: going on without a batch would be skipping it. */
    @Incoming("api-views")
    Uni<Void> take(ConsumerRecords<String, String> records) {
        return gate.pass()
                .flatMap(_ -> Reading.of(records.count(), () -> arrivals(records)))
                .flatMap(projector::project)
                .onFailure()
                .invoke(failure -> LOG.warnf(failure, "cannot project %d events; trying again", records.count()))
                .onFailure()
                .retry()
                .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                .indefinitely();
    }

    private static List<Arrival> arrivals(ConsumerRecords<String, String> records) {
        List<Arrival> arrivals = new ArrayList<>(records.count());
        records.forEach(kafka -> Arrivals.of(kafka).ifPresent(arrivals::add));
        return arrivals;
    }
}
