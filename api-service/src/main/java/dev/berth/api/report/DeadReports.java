package dev.berth.api.report;

import io.smallrye.mutiny.Uni;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Where reports go that nobody can make sense of, so that a person can look at them. */
@FunctionalInterface
interface DeadReports {

    Uni<Void> keep(ConsumerRecord<String, String> report, Throwable cause);
}
