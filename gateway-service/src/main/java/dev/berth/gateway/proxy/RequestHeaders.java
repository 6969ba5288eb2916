package dev.berth.gateway.proxy;

import dev.berth.gateway.access.Doorman;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** The headers of a request, as the container gets them. */
final class RequestHeaders {

    private static final int LONGEST_ID = 128;
    private static final int TRACEPARENT_LENGTH = 55;

    private final HttpServerRequest request;
    private final MultiMap received;
    private final boolean trustForwarded;
    private final String requestId;

    RequestHeaders(HttpServerRequest request, boolean trustForwarded) {
        this.request = request;
        this.received = request.headers();
        this.trustForwarded = trustForwarded;
        this.requestId = requestId(received.get("X-Request-ID"));
    }

    /** The client's id of the request, or a new one. */
    String requestId() {
        return requestId;
    }

    /** The protocol that the client speaks, or that a trusted proxy says it spoke. */
    String scheme() {
        String told = trustForwarded ? received.get("X-Forwarded-Proto") : null;
        return told != null ? told : request.isSSL() ? "https" : "http";
    }

    /**
     * Writes what goes to the container.
     *
     * @param host as the client asked for it
     * @param address of the client
     * @param hideToken whether the token was meant for the gateway, not for the container
     */
    void writeTo(MultiMap sent, String host, String address, boolean hideToken) {
        Set<String> named = HopByHop.named(received);
        String forwardedFor = null;
        String forwardedHost = null;
        String traceparent = null;
        StringBuilder cookies = null;
        for (Map.Entry<String, String> header : received) {
            String name = header.getKey();
            String value = header.getValue();
            switch (kind(name)) {
                case COOKIE -> {
                    // HTTP/2 may split it, HTTP/1.1 must not: RFC 9113, 8.2.3
                    if (request.version() == HttpVersion.HTTP_2) {
                        cookies = cookies == null
                                ? new StringBuilder(value)
                                : cookies.append("; ").append(value);
                    } else {
                        sent.add(name, value);
                    }
                }
                case FORWARDED_FOR -> forwardedFor = value;
                case FORWARDED_HOST -> forwardedHost = value;
                case TRACEPARENT -> traceparent = value;
                case OURS -> {}
                case TOKEN -> {
                    if (!hideToken) {
                        sent.add(name, value);
                    }
                }
                case TE -> {
                    // the one use that goes on: gRPC asks for trailers with it
                    if (value.equalsIgnoreCase("trailers")) {
                        sent.add(name, value);
                    }
                }
                case HOP -> {}
                case OTHER -> {
                    if (named.isEmpty() || !named.contains(name.toLowerCase(java.util.Locale.ROOT))) {
                        sent.add(name, value);
                    }
                }
            }
        }
        if (cookies != null) {
            sent.add("Cookie", cookies.toString());
        }
        boolean told = trustForwarded && forwardedFor != null;
        sent.add("X-Forwarded-For", told ? forwardedFor + ", " + address : address);
        sent.add("X-Forwarded-Host", trustForwarded && forwardedHost != null ? forwardedHost : host);
        sent.add("X-Forwarded-Proto", scheme());
        sent.add("X-Request-ID", requestId);
        sent.add("traceparent", traceparent(traceparent));
    }

    private enum Kind {
        COOKIE,
        FORWARDED_FOR,
        FORWARDED_HOST,
        TRACEPARENT,
        OURS,
        TOKEN,
        TE,
        HOP,
        OTHER
    }

    private static Kind kind(String name) {
        // by length first: most headers are none of these
        return switch (name.length()) {
            case 2 -> name.equalsIgnoreCase("TE") ? Kind.TE : Kind.OTHER;
            case 4 -> name.equalsIgnoreCase("Host") ? Kind.OURS : Kind.OTHER;
            case 6 -> name.equalsIgnoreCase("Cookie") ? Kind.COOKIE : Kind.OTHER;
            case 9 -> name.equalsIgnoreCase("Forwarded") ? Kind.OURS : Kind.OTHER;
            case 11 -> name.equalsIgnoreCase("traceparent") ? Kind.TRACEPARENT : Kind.OTHER;
            case 12 ->
                name.equalsIgnoreCase(Doorman.HEADER)
                        ? Kind.TOKEN
                        : name.equalsIgnoreCase("X-Request-ID") ? Kind.OURS : Kind.OTHER;
            case 15 -> name.equalsIgnoreCase("X-Forwarded-For") ? Kind.FORWARDED_FOR : Kind.OTHER;
            case 16 ->
                name.equalsIgnoreCase("X-Forwarded-Host")
                        ? Kind.FORWARDED_HOST
                        : HopByHop.is(name) ? Kind.HOP : Kind.OTHER;
            case 17 ->
                name.equalsIgnoreCase("X-Forwarded-Proto") ? Kind.OURS : HopByHop.is(name) ? Kind.HOP : Kind.OTHER;
            default -> HopByHop.is(name) ? Kind.HOP : Kind.OTHER;
        };
    }

    private static String requestId(@Nullable String told) {
        if (told != null && !told.isEmpty() && told.length() <= LONGEST_ID && printable(told)) {
            return told;
        }
        return hex(2);
    }

    private static boolean printable(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) <= ' ' || text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    private static String traceparent(@Nullable String told) {
        if (told != null && told.length() >= TRACEPARENT_LENGTH) {
            return told;
        }
        return "00-" + hex(2) + "-" + hex(1) + "-01";
    }

    private static String hex(int longs) {
        HexFormat hex = HexFormat.of();
        String first = hex.toHexDigits(ThreadLocalRandom.current().nextLong());
        return longs == 1
                ? first
                : first + hex.toHexDigits(ThreadLocalRandom.current().nextLong());
    }
}
