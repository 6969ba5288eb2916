package dev.berth.gateway.proxy;

import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The answer of a container on its way to the client: head, body as it comes, trailers. */
final class Download {

    private static final Buffer NOTHING = Buffer.buffer(0);

    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final HttpClientResponse received;
    private final boolean close;
    private final long length;
    private boolean ended;

    /**
     * An answer.
     *
     * @param close whether the connection shall not be used again
     */
    Download(HttpServerRequest request, HttpClientResponse received, boolean close) {
        this.request = request;
        this.response = request.response();
        this.received = received;
        this.length = length(received);
        this.close = close || closesByItself();
    }

    private static long length(HttpClientResponse received) {
        String length = received.getHeader("Content-Length");
        try {
            return length == null ? -1 : Long.parseLong(length);
        } catch (NumberFormatException _) {
            return -1;
        }
    }

    private boolean bodiless() {
        int status = received.statusCode();
        return request.method().equals(HttpMethod.HEAD) || status == 204 || status == 304;
    }

    /** HTTP/1.0 knows no chunks: the end of the connection is the end of a body of unknown length. */
    private boolean closesByItself() {
        return request.version() == HttpVersion.HTTP_1_0 && length < 0 && !bodiless();
    }

    /** Writes the head into the response; it goes out with the first of the body, or with {@link #flushHead}. */
    void head(Map<String, String> extra) {
        response.setStatusCode(received.statusCode());
        if (request.version() != HttpVersion.HTTP_2 && received.statusMessage() != null) {
            response.setStatusMessage(received.statusMessage());
        }
        MultiMap sent = response.headers();
        Set<String> named = HopByHop.named(received.headers());
        for (Map.Entry<String, String> header : received.headers()) {
            String name = header.getKey();
            if (!HopByHop.is(name) && (named.isEmpty() || !named.contains(name.toLowerCase(Locale.ROOT)))) {
                sent.add(name, header.getValue());
            }
        }
        extra.forEach(sent::set);
        if (request.version() == HttpVersion.HTTP_1_1 && length < 0 && !bodiless()) {
            response.setChunked(true);
        }
        if (close && request.version() != HttpVersion.HTTP_2) {
            response.headersEndHandler(_ -> sent.set("Connection", "close"));
        }
    }

    /** Lets the body come; {@code done} runs when all of it was handed on. */
    void body(Context context, Runnable done) {
        received.handler(this::write);
        received.endHandler(_ -> {
            end();
            done.run();
        });
        // a body that is already here goes out in one piece with the head; a head without one must not wait for it
        context.runOnContext(_ -> flushHead());
    }

    private void write(Buffer chunk) {
        if (ended || response.closed()) {
            return;
        }
        if (length == chunk.length() && !response.headWritten()) {
            finish(chunk);
            return;
        }
        response.write(chunk);
        if (response.writeQueueFull()) {
            received.pause();
            response.drainHandler(_ -> received.resume());
        }
    }

    private void flushHead() {
        if (!ended && !response.headWritten() && !response.closed()) {
            response.write(NOTHING);
        }
    }

    private void end() {
        if (ended || response.closed()) {
            return;
        }
        MultiMap trailers = received.trailers();
        if (!trailers.isEmpty() && (request.version() == HttpVersion.HTTP_2 || response.isChunked())) {
            trailers.forEach(trailer -> response.putTrailer(trailer.getKey(), trailer.getValue()));
        }
        finish(NOTHING);
    }

    private void finish(Buffer last) {
        ended = true;
        if (close) {
            response.end(last).onComplete(_ -> request.connection().close());
        } else {
            response.end(last);
        }
    }
}
