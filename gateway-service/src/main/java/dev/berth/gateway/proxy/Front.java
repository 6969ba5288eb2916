package dev.berth.gateway.proxy;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.berth.events.EventJson;
import dev.berth.gateway.GatewayConfig;
import dev.berth.gateway.access.Doorman;
import dev.berth.gateway.acme.Challenges;
import dev.berth.gateway.dispatch.Dispatchers;
import dev.berth.gateway.ingress.Door;
import dev.berth.gateway.ingress.Ingresses;
import dev.berth.gateway.ingress.Outcome;
import dev.berth.gateway.proxy.Guests.Guest;
import dev.berth.gateway.proxy.Refusal.Words;
import dev.berth.gateway.route.Route;
import dev.berth.gateway.route.Routes;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What one event loop does: accepts connections, and answers or forwards each request. */
final class Front extends AbstractVerticle {

    private static final long SWEEP_MILLIS = 1000;

    private final Shared shared;
    private @Nullable Deadlines deadlines;
    private @Nullable Guests guests;
    private @Nullable Origins origins;
    private @Nullable Listeners listeners;
    private @Nullable ChallengeAnswers challengeAnswers;

    Front(Shared shared) {
        this.shared = shared;
    }

    /** What all event loops read. */
    record Shared(
            GatewayConfig config,
            Routes routes,
            Doorman doorman,
            Dispatchers dispatchers,
            GatewayMetrics metrics,
            Supplier<CompletionStage<Void>> latest,
            Optional<Challenges> challenges,
            Optional<Ingresses> ingresses,
            Doorstep doorstep,
            Status status,
            Listeners.Ports ports) {}

    @Override
    public void start(Promise<Void> started) {
        Vertx loop = vertx;
        Guests all = new Guests(settings().idleTimeout().toNanos());
        Origins pools = new Origins(loop, settings().upstream());
        deadlines = new Deadlines(loop);
        guests = all;
        challengeAnswers = new ChallengeAnswers(loop, shared.challenges());
        origins = pools;
        loop.setPeriodic(SWEEP_MILLIS, _ -> {
            shared.doorstep().sweep();
            all.closeIdle();
            pools.closeFinished();
        });
        Listeners opened =
                new Listeners(loop, settings(), shared.ports(), (server, door) -> handled(server, door, all));
        listeners = opened;
        opened.listen().onComplete(started);
    }

    private HttpServer handled(HttpServer server, Door door, Guests all) {
        return server.connectionHandler(connection -> {
                    shared.doorstep().entered(((ConnectionBase) connection).channel());
                    all.came(connection);
                })
                .invalidRequestHandler(this::invalid)
                .requestHandler(request -> handle(request, door));
    }

    int port() {
        return listeners().port();
    }

    /** The port for HTTPS; empty when that is not listened for. */
    OptionalInt httpsPort() {
        return listeners().httpsPort();
    }

    /** The port for what comes from within a cluster; empty when the gateway is an ingress of none. */
    OptionalInt internalPort() {
        return listeners().internalPort();
    }

    private void handle(HttpServerRequest request, Door door) {
        Guest guest = guests().of(request.connection());
        if (guest.isDismissed()) {
            return;
        }
        ChallengeAnswers answers = started(challengeAnswers);
        if (answers.mayConcern(request)) {
            guest.begins();
            answers.answer(request, answered -> {
                if (!answered) {
                    serve(request, door, guest);
                }
                guest.ends();
            });
        } else {
            serve(request, door, guest);
        }
    }

    private void serve(HttpServerRequest request, Door door, Guest guest) {
        RequestHeaders headers = new RequestHeaders(request, settings().trustForwarded());
        if (!shared.status().ready()) {
            answer(request, new Refusal.Starting(), headers.requestId(), false);
            return;
        }
        Target target;
        try {
            target = Target.of(request);
        } catch (Target.Malformed malformed) {
            answer(request, new Refusal.BadRequest(malformed.problem()), headers.requestId(), true);
            return;
        }
        Asked asked = new Asked(request, door, guest, headers, target);
        Verdict verdict = verdict(asked);
        if (verdict instanceof Verdict.Refused refused && refused.refusal().maySoonBeOtherwise()) {
            askOnceMore(asked);
        } else {
            follow(asked, verdict);
        }
    }

    private record Asked(HttpServerRequest request, Door door, Guest guest, RequestHeaders headers, Target target) {}

    /** What becomes of a request. */
    private sealed interface Verdict {
        record Admitted(Destination destination) implements Verdict {}

        record OverHttps() implements Verdict {}

        record Refused(Refusal refusal) implements Verdict {}
    }

    private Verdict verdict(Asked asked) {
        HttpMethod method = asked.request().method();
        String host = Target.bare(asked.target().host());
        Optional<Route> route = routes().of(host);
        if (route.isEmpty()) {
            return shared.ingresses()
                    .flatMap(ingresses -> verdict(asked, host, ingresses))
                    .orElseGet(() -> new Verdict.Refused(new Refusal.UnknownHost(host)));
        }
        Optional<Refusal> refusal = refused(method).or(() -> refusal(asked.request(), route.get()));
        if (refusal.isPresent()) {
            return new Verdict.Refused(refusal.get());
        }
        return route.get().httpsOnly() && isPlain(asked)
                ? new Verdict.OverHttps()
                : new Verdict.Admitted(ToContainer.of(host, route.get(), routes(), dispatchers()));
    }

    /** A host that is no container's may be one that a cluster's Ingress objects know. */
    private Optional<Verdict> verdict(Asked asked, String host, Ingresses ingresses) {
        HttpServerRequest request = asked.request();
        Optional<Outcome> outcome =
                ingresses.of(asked.door(), host, asked.target().uri(), name -> request.getHeader(name));
        if (outcome.isEmpty() && !ingresses.isKnown()) {
            return Optional.of(new Verdict.Refused(new Refusal.Starting()));
        }
        return outcome.map(found ->
                refused(request.method()).<Verdict>map(Verdict.Refused::new).orElseGet(() -> verdict(asked, found)));
    }

    private Verdict verdict(Asked asked, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Forward forward ->
                new Verdict.Admitted(new ToService(forward, settings().troubledHold()));
            case Outcome.OverHttps(var forward) -> isPlain(asked) ? new Verdict.OverHttps() : verdict(asked, forward);
            case Outcome.Astray(String host, String why) -> new Verdict.Refused(new Refusal.Astray(host, why));
        };
    }

    private static boolean isPlain(Asked asked) {
        return !asked.headers().scheme().equalsIgnoreCase("https");
    }

    /** What a client has been told of may not have come here yet: nobody is refused before it has. */
    private void askOnceMore(Asked asked) {
        boolean body = Upload.mayFollow(asked.request());
        if (body) {
            asked.request().pause();
        }
        asked.guest().begins(); // until then nobody may take the connection for an idle one
        var _ = shared.latest()
                .get()
                .whenComplete((_, _) -> onLoop(() -> {
                    Verdict verdict = verdict(asked);
                    if (body && verdict instanceof Verdict.Refused) {
                        asked.request().resume();
                    }
                    follow(asked, verdict);
                    asked.guest().ends();
                }));
    }

    private void follow(Asked asked, Verdict verdict) {
        switch (verdict) {
            case Verdict.Refused(Refusal refusal) ->
                answer(asked.request(), refusal, asked.headers().requestId(), false);
            case Verdict.OverHttps _ -> redirect(asked.request(), asked.target());
            case Verdict.Admitted(Destination to) ->
                new Exchange(this, asked.request(), asked.guest(), asked.headers(), asked.target(), to).begin();
        }
    }

    private static Optional<Refusal> refused(HttpMethod method) {
        return method.equals(HttpMethod.CONNECT) || method.equals(HttpMethod.TRACE)
                ? Optional.of(new Refusal.MethodRefused(method.name()))
                : Optional.empty();
    }

    private Optional<Refusal> refusal(HttpServerRequest request, Route route) {
        if (!route.deployed()) {
            return Optional.of(new Refusal.NotDeployed(route.name()));
        }
        if (!route.exposed()) {
            return Optional.of(new Refusal.NotExposed(route.name()));
        }
        if (route.restricted()) {
            String token = request.getHeader(Doorman.HEADER);
            if (!shared.doorman().admits(route, token)) {
                return Optional.of(new Refusal.TokenRefused(route.name(), token != null));
            }
        }
        return Optional.empty();
    }

    private void redirect(HttpServerRequest request, Target target) {
        request.response()
                .setStatusCode(301)
                .putHeader("Location", listeners().overHttps(target))
                .putHeader("Content-Length", "0")
                .end();
    }

    private void invalid(HttpServerRequest request) {
        if (guests().of(request.connection()).isDismissed()) {
            return;
        }
        Throwable cause = request.decoderResult().cause();
        Refusal refusal = switch (cause) {
            case TooLongHttpLineException _ ->
                new Refusal.RequestLineTooLong(settings().maxRequestLine());
            case TooLongHttpHeaderException _ ->
                new Refusal.HeadersTooLarge(settings().maxHeaders());
            case TooLongFrameException _ ->
                new Refusal.HeadersTooLarge(settings().maxHeaders());
            case null, default -> new Refusal.BadRequest("the request is not HTTP as it should be");
        };
        answer(request, refusal, "", true);
    }

    /** Answers in words, as far as the client can still be told; says which status it was. */
    int answer(HttpServerRequest request, Refusal refusal, String requestId, boolean close) {
        Words words = refusal.words();
        metrics().refused(words.type());
        HttpServerResponse response = request.response();
        if (response.ended() || response.closed()) {
            return words.status();
        }
        Map<String, String> body = new LinkedHashMap<>();
        body.put("type", words.type());
        body.put("message", words.message());
        body.put("request_id", requestId);
        response.setStatusCode(words.status())
                .putHeader("Content-Type", "application/json")
                .putHeader("X-Berth-Error", words.type().toLowerCase(Locale.ROOT))
                .putHeader("X-Request-ID", requestId);
        if (refusal.retryAfterSeconds() > 0) {
            response.putHeader("Retry-After", Integer.toString(refusal.retryAfterSeconds()));
        }
        // whoever waits for a word before sending may send after this one or not; nobody could tell which
        boolean last = close || draining() || request.headers().contains("Expect");
        if (last && request.version() != HttpVersion.HTTP_2) {
            guests().of(request.connection()).dismiss();
            response.headersEndHandler(_ -> response.putHeader("Connection", "close"));
            response.end(json(body)).onComplete(_ -> request.connection().close());
        } else {
            response.end(json(body));
        }
        return words.status();
    }

    private static Buffer json(Map<String, String> body) {
        try {
            return Buffer.buffer(EventJson.MAPPER.writeValueAsBytes(body));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a map of texts is JSON", e);
        }
    }

    /** Says goodbye to all clients that have nothing under way. */
    void dismiss() {
        guests().dismiss();
    }

    /** A client's last request has ended while the gateway shuts down. */
    void leaving(Guest guest) {
        vertx.runOnContext(_ -> guests().dismissIfIdle(guest));
    }

    /** Runs something on this event loop. */
    void onLoop(Runnable task) {
        context.runOnContext(_ -> task.run());
    }

    int active() {
        return guests().active();
    }

    @Override
    public void stop() {
        origins().close();
    }

    boolean draining() {
        return shared.status().draining();
    }

    GatewayConfig settings() {
        return shared.config();
    }

    Routes routes() {
        return shared.routes();
    }

    Dispatchers dispatchers() {
        return shared.dispatchers();
    }

    GatewayMetrics metrics() {
        return shared.metrics();
    }

    Deadlines deadlines() {
        return started(deadlines);
    }

    Origins origins() {
        return started(origins);
    }

    private Guests guests() {
        return started(guests);
    }

    private Listeners listeners() {
        return started(listeners);
    }

    private static <T> T started(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("not started");
        }
        return part;
    }
}
