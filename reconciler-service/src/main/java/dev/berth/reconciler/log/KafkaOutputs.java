package dev.berth.reconciler.log;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.berth.events.ContainerId;
import dev.berth.events.EventJson;
import dev.berth.events.StreamId;
import dev.berth.events.report.Reported;
import dev.berth.events.traffic.Endpoints;
import dev.berth.reconciler.container.Surroundings.Gates;
import dev.berth.reconciler.container.Surroundings.Reports;
import io.smallrye.reactive.messaging.kafka.Record;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;
import org.jspecify.annotations.Nullable;

/** Brings reports and endpoints to Kafka, and waits until they are there. */
@ApplicationScoped
class KafkaOutputs implements Reports, Gates {

    private static final long PATIENCE_SECONDS = 30;

    private final Emitter<Record<String, @Nullable String>> reports;
    private final Emitter<Record<String, @Nullable String>> endpoints;

    KafkaOutputs(
            @Channel("reconciler-reports") @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER)
                    Emitter<Record<String, @Nullable String>> reports,
            @Channel("reconciler-endpoints") @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER)
                    Emitter<Record<String, @Nullable String>> endpoints) {
        this.reports = reports;
        this.endpoints = endpoints;
    }

    @Override
    public void send(StreamId subject, Reported report) {
        send(reports, Record.of(subject.toString(), json(report)));
    }

    @Override
    public void publish(ContainerId container, Optional<Endpoints> news) {
        send(
                endpoints,
                Record.of(
                        container.stream().toString(),
                        news.map(KafkaOutputs::json).orElse(null)));
    }

    private static void send(
            Emitter<Record<String, @Nullable String>> emitter, Record<String, @Nullable String> message) {
        try {
            emitter.send(message).toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while Kafka was to take a record", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("Kafka did not take a record", e);
        }
    }

    private static String json(Object value) {
        try {
            return EventJson.MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON", e);
        }
    }
}
