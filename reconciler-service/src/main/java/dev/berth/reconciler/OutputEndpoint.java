package dev.berth.reconciler;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.berth.events.ContainerId;
import dev.berth.events.EventJson;
import dev.berth.reconciler.engine.EngineUnreachable;
import dev.berth.reconciler.output.ContainerOutput;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Shows what containers wrote to the other parts of this Berth, and to nobody else. */
@ApplicationScoped
class OutputEndpoint {

    private static final Logger LOG = Logger.getLogger(OutputEndpoint.class);
    private static final String PATH = "/berth/internal/v1/engine/containers/:id/logs";
    private static final int LARGEST_PAGE = 1000;

    private final Instance<ContainerOutput> output;
    private final Optional<byte[]> secret;

    OutputEndpoint(
            Instance<ContainerOutput> output, @ConfigProperty(name = "berth.internal.secret") Optional<String> secret) {
        this.output = output;
        this.secret = secret.filter(text -> !text.isBlank()).map(OutputEndpoint::bytes);
    }

    void install(@Observes Router router) {
        router.get(PATH).handler(this::guard);
        router.get(PATH).blockingHandler(this::answer, false);
    }

    /** Takes as long for a good guess as for a bad one. */
    private void guard(RoutingContext http) {
        byte[] shown = bytes(Optional.ofNullable(http.request().getHeader("X-Berth-Internal"))
                .orElse(""));
        if (secret.filter(known -> MessageDigest.isEqual(known, shown)).isPresent()) {
            http.next();
        } else {
            problem(http, 401, "show this Berth's secret in X-Berth-Internal");
        }
    }

    private void answer(RoutingContext http) {
        try {
            ContainerOutput.Page page = output.get()
                    .page(
                            ContainerId.of(String.valueOf(http.pathParam("id"))),
                            !"asc".equals(http.request().getParam("order")),
                            Math.max(1, number(http, "page", 1)),
                            Math.clamp(number(http, "page_size", 20), 1, LARGEST_PAGE));
            send(http, 200, json(page));
        } catch (IllegalArgumentException e) {
            problem(http, 400, String.valueOf(e.getMessage()));
        } catch (EngineUnreachable e) {
            problem(http, 503, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            LOG.errorf(e, "cannot read logs; container=%s", http.pathParam("id"));
            problem(http, 500, "cannot read the logs; the reconciler's own log says why");
        }
    }

    private static int number(RoutingContext http, String name, int otherwise) {
        return Optional.ofNullable(http.request().getParam(name))
                .map(Integer::valueOf)
                .orElse(otherwise);
    }

    private static ObjectNode json(ContainerOutput.Page page) {
        ObjectNode json = EventJson.MAPPER.createObjectNode();
        ArrayNode lines = json.putArray("lines");
        page.entries()
                .forEach(entry -> lines.addObject()
                        .put("id", entry.id().toString())
                        .put("instance", entry.instance().value())
                        .put("time", entry.line().time().toString())
                        .put("source", entry.line().source().name())
                        .put("text", entry.line().text()));
        return json.put("total", page.total());
    }

    private static void problem(RoutingContext http, int status, String message) {
        send(http, status, EventJson.MAPPER.createObjectNode().put("message", message));
    }

    private static void send(RoutingContext http, int status, ObjectNode body) {
        http.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(body.toString())
                .onFailure(e -> LOG.debugf("the asker of logs went away: %s", e.getMessage()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
