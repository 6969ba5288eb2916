package dev.berth.gateway.proxy;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

/** The body of a request on its way to the container. Nothing is read of it before the container takes it. */
final class Upload {

    private enum Length {
        NONE,
        KNOWN,
        UNKNOWN
    }

    private final HttpServerRequest request;
    private final Length length;
    private final boolean expectsContinue;
    private boolean begun;
    private boolean done;

    Upload(HttpServerRequest request) {
        this.request = request;
        this.length = length(request);
        this.expectsContinue = length != Length.NONE && request.headers().contains("Expect", "100-continue", true);
        if (length != Length.NONE) {
            request.pause();
        }
    }

    /** Whether a body may come with a request, so that it must not be read before somebody takes it. */
    static boolean mayFollow(HttpServerRequest request) {
        return length(request) != Length.NONE;
    }

    private static Length length(HttpServerRequest request) {
        if (request.headers().contains("Content-Length")) {
            return "0".equals(request.getHeader("Content-Length")) && request.version() != HttpVersion.HTTP_2
                    ? Length.NONE
                    : Length.KNOWN;
        }
        return request.version() == HttpVersion.HTTP_2 || request.headers().contains("Transfer-Encoding")
                ? Length.UNKNOWN
                : Length.NONE;
    }

    /** Whether nothing of it was read, so that it may still go to another instance. */
    boolean untouched() {
        return !begun;
    }

    /** Whether there is none at all, as far as can be told without reading. */
    boolean empty() {
        return length == Length.NONE;
    }

    /** Whether the client waits for a word before it sends. */
    boolean expectsContinue() {
        return expectsContinue;
    }

    boolean done() {
        return done;
    }

    /** Sends the head, and the body as it comes, no faster than the container takes it. */
    void into(HttpClientRequest sent) {
        switch (length) {
            case NONE -> {
                done = true;
                sent.end();
            }
            case KNOWN -> {
                if (expectsContinue) {
                    sent.sendHead();
                }
                pipe(sent);
            }
            case UNKNOWN -> {
                if (request.version() == HttpVersion.HTTP_2 && sent.version() != HttpVersion.HTTP_2) {
                    lookFirst(sent);
                } else {
                    sent.setChunked(true);
                    sent.sendHead();
                    pipe(sent);
                }
            }
        }
    }

    /** HTTP/2 tells only by ending the stream that there is no body; HTTP/1.1 must say it in the head. */
    private void lookFirst(HttpClientRequest sent) {
        begun = true;
        request.endHandler(_ -> {
            done = true;
            sent.end();
        });
        request.handler(first -> {
            if (first.length() > 0) {
                sent.setChunked(true);
                pipe(sent);
                write(sent, first);
            }
        });
        request.resume();
    }

    private void pipe(HttpClientRequest sent) {
        begun = true;
        request.endHandler(_ -> {
            done = true;
            sent.end();
        });
        request.handler(chunk -> write(sent, chunk));
        request.resume();
    }

    private void write(HttpClientRequest sent, Buffer chunk) {
        sent.write(chunk);
        if (sent.writeQueueFull()) {
            request.pause();
            sent.drainHandler(_ -> request.resume());
        }
    }

    /** Reads on and throws away, as nobody wants the rest. */
    void discard() {
        if (!done && length != Length.NONE) {
            done = true;
            request.handler(null);
            request.endHandler(null);
            request.resume();
        }
    }
}
