package dev.berth.gateway.proxy;

import dev.berth.events.spec.Port.Protocol;
import dev.berth.gateway.dispatch.Admission;
import dev.berth.gateway.dispatch.Dispatcher;
import dev.berth.gateway.dispatch.Slot;
import dev.berth.gateway.dispatch.Waiter;
import dev.berth.gateway.proxy.Guests.Guest;
import dev.berth.gateway.proxy.Origins.Origin;
import dev.berth.gateway.route.Trouble;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.StreamResetException;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.NetSocket;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One request: finds an instance, perhaps waits for it, forwards, and answers. All of it happens on the event loop of
 * the client's connection.
 */
final class Exchange extends Deadlines.Entry implements Waiter {

    private static final Set<HttpMethod> IDEMPOTENT =
            Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS, HttpMethod.PUT, HttpMethod.DELETE);

    private enum Phase {
        /** In the dispatcher's queue. */
        WAITING,
        /** An instance was found; the container has not answered. */
        FORWARDING,
        /** The head of the container's answer is here. */
        ANSWERING,
        DONE
    }

    private final Front front;
    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final Context context;
    private final Guest guest;
    private final Dispatcher dispatcher;
    private final RequestHeaders headers;
    private final Upload upload;
    private final String host;
    private final String uri;
    private final long arrival = System.nanoTime();
    private Destination destination;
    private Duration hold;
    private Duration timeout;
    private long holdEnd;
    private Phase phase = Phase.WAITING;
    private boolean asleep;
    private long coldMillis = -1;
    private boolean retried;
    private @Nullable Slot slot;
    private @Nullable HttpClientRequest sent;

    Exchange(
            Front front,
            HttpServerRequest request,
            Guest guest,
            RequestHeaders headers,
            Target target,
            Destination destination) {
        this.front = front;
        this.request = request;
        this.response = request.response();
        this.context = front.getVertx().getOrCreateContext();
        this.guest = guest;
        this.headers = headers;
        this.host = target.host();
        this.uri = target.uri();
        this.destination = destination;
        this.dispatcher = destination.dispatcher();
        this.hold = destination.hold();
        this.timeout = destination.timeout();
        this.upload = new Upload(request);
    }

    void begin() {
        guest.begins();
        response.exceptionHandler(_ -> clientGone());
        response.closeHandler(_ -> clientGone());
        holdEnd = arrival + hold.toNanos();
        deadline(holdEnd);
        front.deadlines().add(this);
        if (!hopeless()) {
            follow(dispatcher.ask(this));
        }
    }

    /** Whether waiting is of no use, in which case the request is answered, and the reconciler told that it came. */
    private boolean hopeless() {
        Optional<Trouble> trouble = destination.trouble().filter(_ -> !dispatcher.awake());
        if (trouble.isEmpty()) {
            return false;
        }
        if (trouble.get().hopeless()) {
            dispatcher.wake();
            refuse(new Refusal.Troubled(destination.name(), trouble.get().message()));
            return true;
        }
        deadline(Math.min(holdEnd, arrival + front.settings().troubledHold().toNanos()));
        return false;
    }

    private void follow(Admission admission) {
        switch (admission) {
            case Slot free -> forward(free);
            case Admission.Queued queued -> asleep |= queued.asleep();
            case Admission.Full _ -> refuse(new Refusal.QueueFull(destination.name()));
        }
    }

    @Override
    public void admitted(Slot free) {
        context.runOnContext(_ -> forward(free));
    }

    @Override
    public void dismissed() {
        context.runOnContext(_ -> lookAgain());
    }

    private void lookAgain() {
        if (phase != Phase.WAITING) {
            return;
        }
        Optional<Destination> now = destination.now();
        if (now.isEmpty()) {
            refuse(new Refusal.UnknownHost(Target.bare(host)));
            return;
        }
        destination = now.get();
        Optional<Trouble> trouble = destination.trouble();
        if (trouble.isPresent()) {
            refuse(new Refusal.Troubled(destination.name(), trouble.get().message()));
        } else {
            follow(dispatcher.askAgain(this));
        }
    }

    private void forward(Slot free) {
        if (phase == Phase.DONE) {
            dispatcher.release(free, false);
            return;
        }
        phase = Phase.FORWARDING;
        slot = free;
        front.metrics().began();
        if (asleep && coldMillis < 0) {
            long waited = System.nanoTime() - arrival;
            coldMillis = waited / 1_000_000;
            front.metrics().coldStart(waited);
        }
        timeout = destination.timeout();
        deadline(System.nanoTime() + timeout.toNanos());
        Protocol protocol = free.instance().protocol();
        switch (protocol) {
            case HTTP1, H2C, GRPC -> connect(free);
            case TCP, UDP -> refuse(new Refusal.NoHttp(destination.name(), protocol.name()));
        }
    }

    private void connect(Slot to) {
        Origin origin = front.origins().of(to);
        origin.client().request(origin.request()).onComplete(connected -> {
            if (phase == Phase.DONE) {
                if (connected.succeeded()) {
                    connected.result().reset();
                }
            } else if (connected.succeeded()) {
                send(connected.result(), origin.http2());
            } else {
                unreachable();
            }
        });
    }

    /** Nothing was sent yet, so another instance may take it, or this one a moment later. */
    private void unreachable() {
        Slot lost = slot;
        if (lost == null) {
            return;
        }
        front.metrics().upstreamFailed("connect");
        front.metrics().ended();
        slot = null;
        phase = Phase.WAITING;
        deadline(holdEnd);
        dispatcher.unreachable(lost);
        follow(dispatcher.askAgain(this));
    }

    private void send(HttpClientRequest out, boolean http2) {
        sent = out;
        boolean upgrade = !http2 && request.version() == HttpVersion.HTTP_1_1 && HopByHop.upgrades(request.headers());
        try {
            out.setMethod(request.method());
            out.setURI(uri);
            out.exceptionHandler(_ -> {}); // the response's future tells the same
            headers.writeTo(out.headers(), host, guest.address(), destination.hidesToken());
            destination.requestHeaders().forEach(out.headers()::set);
            String asked = destination.host(host);
            if (http2) {
                out.authority(HostAndPort.parseAuthority(asked, -1));
            } else {
                out.headers().set("Host", asked);
            }
            out.response().onComplete(this::answered);
            if (upgrade) {
                upgrade(out);
            } else {
                if (upload.expectsContinue()) {
                    out.continueHandler(_ -> response.writeContinue());
                }
                upload.into(out);
            }
        } catch (IllegalArgumentException e) {
            out.reset();
            refuse(new Refusal.BadRequest("a header or the path has a character that HTTP does not allow"));
        }
    }

    private void upgrade(HttpClientRequest out) {
        out.headers().set("Connection", "Upgrade");
        out.headers().set("Upgrade", request.getHeader("Upgrade"));
        request.resume();
        out.connect();
    }

    private void answered(AsyncResult<HttpClientResponse> answer) {
        if (phase != Phase.FORWARDING) {
            return;
        }
        if (answer.failed()) {
            unanswered(answer.cause());
            return;
        }
        phase = Phase.ANSWERING;
        HttpClientResponse received = answer.result();
        received.exceptionHandler(_ -> brokeOff());
        if (received.statusCode() == 101) {
            tunnel(received);
            return;
        }
        boolean tunnelRefused = sent != null && HopByHop.upgrades(sent.headers());
        boolean close = front.draining() || (upload.expectsContinue() && upload.untouched());
        Download download = new Download(request, received, close);
        download.head(extraHeaders());
        download.body(context, () -> {
            if (tunnelRefused || !upload.done()) {
                // the connection is in the middle of something that nobody will finish
                abandonUpstream();
                upload.discard();
            }
            finish(response.getStatusCode(), true);
        });
    }

    private Map<String, String> extraHeaders() {
        Map<String, String> extra = new LinkedHashMap<>(4);
        extra.put("X-Request-ID", headers.requestId());
        extra.putAll(destination.answerHeaders());
        if (coldMillis >= 0) {
            extra.put("X-Berth-Cold-Start", Long.toString(coldMillis));
        }
        return extra;
    }

    private void unanswered(Throwable cause) {
        front.metrics().upstreamFailed("reset");
        if (mayRepeat(cause)) {
            retried = true;
            Slot lost = slot;
            slot = null;
            sent = null;
            phase = Phase.WAITING;
            deadline(holdEnd);
            front.metrics().ended();
            if (lost != null) {
                dispatcher.release(lost, false);
            }
            follow(dispatcher.askAgain(this));
        } else {
            refuse(new Refusal.BrokenAnswer(
                    destination.name(), "the connection was closed before an answer; look at the container's log"));
        }
    }

    /**
     * A connection that was kept open may be closed by the container just when a request is sent on it. Repeating is
     * right only where doing it twice does no harm, or where the container says that it did not begin.
     */
    private boolean mayRepeat(Throwable cause) {
        boolean notBegun = cause instanceof StreamResetException reset && reset.getCode() == 7; // REFUSED_STREAM
        boolean harmless = upload.empty() && IDEMPOTENT.contains(request.method());
        return !retried && (harmless || (notBegun && upload.untouched()));
    }

    private void brokeOff() {
        if (phase == Phase.ANSWERING) {
            front.metrics().upstreamFailed("broke_off");
            response.reset();
            finish(response.getStatusCode(), false);
        }
    }

    private void tunnel(HttpClientResponse received) {
        NetSocket instance = received.netSocket();
        instance.pause();
        response.setStatusCode(101);
        received.headers().forEach(header -> response.headers().add(header.getKey(), header.getValue()));
        extraHeaders().forEach(response.headers()::set);
        request.toNetSocket().onComplete(client -> {
            if (client.succeeded()) {
                Tunnel.join(client.result(), instance, () -> finish(101, true));
            } else {
                instance.close();
                finish(101, false);
            }
        });
    }

    private void clientGone() {
        switch (phase) {
            case WAITING -> {
                dispatcher.leave(this);
                finish(499, false);
            }
            case FORWARDING, ANSWERING -> {
                if (response.getStatusCode() == 101) {
                    return; // the tunnel sees to itself
                }
                abandonUpstream();
                finish(499, false);
            }
            case DONE -> {}
        }
    }

    private void abandonUpstream() {
        HttpClientRequest out = sent;
        if (out != null) {
            out.reset();
        }
    }

    @Override
    void expired() {
        switch (phase) {
            case WAITING -> waitedTooLong();
            case FORWARDING -> {
                front.metrics().upstreamFailed("timeout");
                abandonUpstream();
                refuse(new Refusal.NoAnswer(destination.name(), timeout));
            }
            case ANSWERING -> {
                front.metrics().upstreamFailed("timeout");
                abandonUpstream();
                int status = response.getStatusCode();
                if (status == 101) {
                    guest.connection().close();
                } else {
                    response.reset();
                }
                finish(status, false);
            }
            case DONE -> {}
        }
    }

    private void waitedTooLong() {
        Optional<Trouble> trouble = destination.now().flatMap(Destination::trouble);
        boolean tooLong = holdEnd - System.nanoTime() <= 0;
        if (trouble.isEmpty() && !tooLong) {
            deadline(holdEnd);
            return;
        }
        if (!dispatcher.leave(this)) {
            return; // an instance was found in this very moment
        }
        refuse(trouble.<Refusal>map(known -> new Refusal.Troubled(destination.name(), known.message()))
                .orElseGet(() -> new Refusal.NoInstance(destination.name(), hold)));
    }

    private void refuse(Refusal refusal) {
        if (phase == Phase.DONE) {
            return;
        }
        upload.discard();
        int status = front.answer(request, refusal, headers.requestId(), upload.expectsContinue());
        finish(status, false);
    }

    private void finish(int status, boolean answered) {
        if (phase == Phase.DONE) {
            return;
        }
        phase = Phase.DONE;
        front.deadlines().remove(this);
        Slot used = slot;
        if (used != null) {
            slot = null;
            front.metrics().ended();
            dispatcher.release(used, answered);
        }
        guest.ends();
        front.metrics().answered(status, System.nanoTime() - arrival);
        if (front.draining()) {
            front.leaving(guest);
        }
    }
}
