package dev.berth.api.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;

/** The topic {@code berth.reports.dead}: the record as it came, with the cause as a header. */
@ApplicationScoped
class KafkaDeadReports implements DeadReports {

    private final MutinyEmitter<String> dead;

    KafkaDeadReports(@Channel("api-dead-reports") MutinyEmitter<String> dead) {
        this.dead = dead;
    }

    @Override
    public Uni<Void> keep(ConsumerRecord<String, String> report, Throwable cause) {
        Headers headers = new RecordHeaders(report.headers())
                .add("cause", String.valueOf(cause).getBytes(UTF_8));
        OutgoingKafkaRecordMetadata<String> metadata = OutgoingKafkaRecordMetadata.<String>builder()
                .withKey(report.key())
                .withHeaders(headers)
                .build();
        return dead.sendMessage(Message.of(report.value(), Metadata.of(metadata)));
    }
}
