package dev.berth.gateway.proxy;

import io.vertx.core.MultiMap;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Headers that are about one connection, not about the message, and so end here: RFC 9110, 7.6.1. */
final class HopByHop {

    private static final Set<String> HARMLESS = Set.of("close", "keep-alive", "upgrade", "te", "http2-settings");

    /** Whether a header is one of those that are always about the connection. */
    static boolean is(String name) {
        return switch (name.length()) {
            case 2 -> name.equalsIgnoreCase("TE");
            case 7 -> name.equalsIgnoreCase("Upgrade");
            case 10 -> name.equalsIgnoreCase("Connection") || name.equalsIgnoreCase("Keep-Alive");
            case 14 -> name.equalsIgnoreCase("HTTP2-Settings");
            case 16 -> name.equalsIgnoreCase("Proxy-Connection");
            case 17 -> name.equalsIgnoreCase("Transfer-Encoding");
            case 18 -> name.equalsIgnoreCase("Proxy-Authenticate");
            case 19 -> name.equalsIgnoreCase("Proxy-Authorization");
            default -> false;
        };
    }

    /** The further headers that the message itself says are about the connection, in lower case; mostly none. */
    static Set<String> named(MultiMap headers) {
        String connection = headers.get("Connection");
        if (connection == null || HARMLESS.contains(connection.toLowerCase(Locale.ROOT))) {
            return Set.of();
        }
        return options(headers.getAll("Connection")).stream()
                .filter(option -> !HARMLESS.contains(option))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static List<String> options(List<String> values) {
        return values.stream()
                .flatMap(value -> Arrays.stream(value.split(",")))
                .map(option -> option.strip().toLowerCase(Locale.ROOT))
                .toList();
    }

    /** Whether a message asks to turn the connection into something else, and into what; WebSocket mostly. */
    static boolean upgrades(MultiMap headers) {
        return headers.contains("Upgrade")
                && options(headers.getAll("Connection")).contains("upgrade");
    }

    private HopByHop() {}
}
