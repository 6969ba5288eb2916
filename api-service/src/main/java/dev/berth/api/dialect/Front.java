package dev.berth.api.dialect;

import io.quarkus.arc.All;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * What every request of a dialect passes first: it gets an id, its body is read up to a limit, and what goes wrong
 * meanwhile is answered in that dialect's words.
 */
@ApplicationScoped
public class Front {

    static final String REQUEST_ID = "X-Request-Id";

    private static final Pattern PLAIN_ID = Pattern.compile("[-._A-Za-z0-9]{1,64}");
    /** Before everything that Quarkus itself does with a request. */
    private static final int FIRST = -1_000;

    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    private final List<Dialect> dialects;
    private final int longestAddress;
    private final int longestHeaders;
    private final long longestBody;

    Front(
            @All List<Dialect> dialects,
            @ConfigProperty(name = "berth.api.longest-address") int longestAddress,
            @ConfigProperty(name = "berth.api.longest-headers") int longestHeaders,
            @ConfigProperty(name = "berth.api.longest-body") long longestBody) {
        this.dialects = dialects;
        this.longestAddress = longestAddress;
        this.longestHeaders = longestHeaders;
        this.longestBody = longestBody;
    }

    void install(@Observes Router router) {
        BodyHandler body = BodyHandler.create(false).setBodyLimit(longestBody);
        router.route()
                .order(FIRST)
                .handler(http -> dialect(http).ifPresentOrElse(to -> welcome(http, to, body), http::next))
                .failureHandler(http -> dialect(http).ifPresentOrElse(to -> fail(http, to), http::next));
    }

    private Optional<Dialect> dialect(RoutingContext http) {
        String path = path(http);
        return dialects.stream().filter(dialect -> dialect.answersFor(path)).findFirst();
    }

    private static String path(RoutingContext http) {
        try {
            return http.normalizedPath();
        } catch (IllegalArgumentException _) {
            return http.request().uri(); // it cannot be decoded, but how it begins tells who answers for it
        }
    }

    private void welcome(RoutingContext http, Dialect dialect, BodyHandler body) {
        String id = Optional.ofNullable(http.request().getHeader(REQUEST_ID))
                .filter(given -> PLAIN_ID.matcher(given).matches())
                .orElseGet(() -> UUID.randomUUID().toString());
        http.put(REQUEST_ID, id);
        http.response().putHeader(REQUEST_ID, id).putHeader("X-Content-Type-Options", "nosniff");
        BadHead.of(http, longestAddress, longestHeaders)
                .ifPresentOrElse(bad -> turnAway(http, dialect.badHead(bad)), () -> body.handle(http));
    }

    private static void turnAway(RoutingContext http, Answer answer) {
        hangUpSoon(http);
        http.request().resume();
        send(http, answer);
    }

    private void fail(RoutingContext http, Dialect dialect) {
        if (http.statusCode() == 413) {
            hangUpSoon(http);
            send(http, dialect.bodyTooLarge(longestBody));
        } else {
            Throwable failure = Objects.requireNonNullElseGet(
                    http.failure(), () -> new IllegalStateException("status " + http.statusCode()));
            send(http, dialect.failed(failure, requestId(http)));
        }
    }

    /**
     * A client that still sends has to be heard for a moment, or it would miss the answer; but not for long, and what it
     * sends must not be taken for its next request.
     */
    private static void hangUpSoon(RoutingContext http) {
        http.response().putHeader("Connection", "close");
        http.vertx()
                .setTimer(
                        LAST_WORDS.toMillis(), _ -> http.request().connection().close());
    }

    private static void send(RoutingContext http, Answer answer) {
        HttpServerResponse response = http.response();
        if (response.ended()) {
            return;
        }
        answer.retryAfter()
                .ifPresent(duration -> response.putHeader("Retry-After", Long.toString(Answer.seconds(duration))));
        response.setStatusCode(answer.status())
                .putHeader("Content-Type", answer.contentType())
                .end(Buffer.buffer(answer.bytes()));
    }

    /** What the request is known by, to its sender and in the log. */
    public static String requestId(RoutingContext http) {
        return Optional.<String>ofNullable(http.get(REQUEST_ID)).orElse("unknown");
    }
}
