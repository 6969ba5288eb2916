package dev.berth.api.logs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.api.SameContext;
import dev.berth.api.dialect.Paging;
import dev.berth.api.refusal.PartUnreachable;
import dev.berth.api.views.Page;
import dev.berth.events.ContainerId;
import dev.berth.events.EventJson;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Asks a reconciler what the instances of a container wrote. Whether the caller may read it is not decided here. */
@ApplicationScoped
public class ContainerLogs {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final URI reconciler;
    private final String secret;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    ContainerLogs(
            @ConfigProperty(name = "berth.reconciler.url") URI reconciler,
            @ConfigProperty(name = "berth.internal.secret") Optional<String> secret) {
        this.reconciler = reconciler;
        this.secret = secret.orElse("");
    }

    @PreDestroy
    void close() {
        http.shutdownNow();
    }

    /** A page of the newest lines; fails with {@link PartUnreachable} when no reconciler answers. */
    public Uni<Page<LogEntry>> page(ContainerId container, boolean newestFirst, Paging paging) {
        HttpRequest request = HttpRequest.newBuilder(
                        reconciler.resolve("/berth/internal/v1/engine/containers/%s/logs?order=%s&page=%d&page_size=%d"
                                .formatted(container, newestFirst ? "desc" : "asc", paging.page(), paging.size())))
                .header("X-Berth-Internal", secret)
                .timeout(PATIENCE)
                .build();
        return SameContext.of(Uni.createFrom()
                .completionStage(() -> http.sendAsync(request, BodyHandlers.ofString()))
                .onFailure(IOException.class)
                .transform(e -> unreachable("%s does not answer: %s".formatted(reconciler.getAuthority(), e), e))
                .map(this::page));
    }

    private Page<LogEntry> page(HttpResponse<String> answer) {
        if (answer.statusCode() != 200) {
            String said = "%s answered %d: %s".formatted(reconciler.getAuthority(), answer.statusCode(), answer.body());
            throw unreachable(said, new IllegalStateException(said));
        }
        try {
            JsonNode json = EventJson.MAPPER.readTree(answer.body());
            List<LogEntry> entries = new ArrayList<>();
            json.path("lines").forEach(line -> entries.add(entry(line)));
            return new Page<>(entries, json.path("total").asLong());
        } catch (JsonProcessingException e) {
            throw unreachable(reconciler.getAuthority() + " speaks no JSON; is BERTH_RECONCILER_URL right?", e);
        }
    }

    private static LogEntry entry(JsonNode line) {
        return new LogEntry(
                line.path("id").asText(),
                line.path("instance").asText(),
                Instant.parse(line.path("time").asText()),
                LogEntry.Source.valueOf(line.path("source").asText()),
                line.path("text").asText());
    }

    private static PartUnreachable unreachable(String detail, Throwable cause) {
        return new PartUnreachable("the reconciler, which reads containers' logs", detail, cause);
    }
}
