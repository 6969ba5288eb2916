package dev.berth.api.report;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Hands what Kafka brings to {@link ReportTaker}: in order for each resource, many resources at once. */
@ApplicationScoped
class ReportsConsumer {

    private static final int AT_ONCE = 16;

    private final ReportTaker taker;

    ReportsConsumer(ReportTaker taker) {
        this.taker = taker;
    }

    @Incoming("api-reports")
    Uni<Void> take(ConsumerRecords<String, String> records) {
        return Multi.createFrom()
                .iterable(byResource(records).values())
                .onItem()
                .transformToUni(this::inOrder)
                .merge(AT_ONCE)
                .onItem()
                .ignoreAsUni();
    }

    private static Map<String, List<ConsumerRecord<String, String>>> byResource(
            ConsumerRecords<String, String> records) {
        Map<String, List<ConsumerRecord<String, String>>> byResource = new LinkedHashMap<>();
        records.forEach(kafka -> byResource
                .computeIfAbsent(String.valueOf(kafka.key()), _ -> new ArrayList<>())
                .add(kafka));
        return byResource;
    }

    private Uni<Void> inOrder(List<ConsumerRecord<String, String>> records) {
        return Multi.createFrom()
                .iterable(records)
                .onItem()
                .transformToUniAndConcatenate(taker::take)
                .onItem()
                .ignoreAsUni();
    }
}
