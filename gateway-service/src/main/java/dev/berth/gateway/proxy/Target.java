package dev.berth.gateway.proxy;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.List;
import java.util.Locale;

/**
 * What a request asks for.
 *
 * @param host as the client spelled it, with its port
 * @param uri path and query, or an asterisk
 */
record Target(String host, String uri) {

    /** Reads the target; {@link Malformed} when it is ambiguous or broken. */
    static Target of(HttpServerRequest request) throws Malformed {
        String uri = request.uri();
        if (request.version() == HttpVersion.HTTP_2) {
            return new Target(authority(request), clean(uri));
        }
        onlyChunked(request);
        String host = onlyHost(request);
        return uri.startsWith("/") || uri.equals("*") || request.method().equals(HttpMethod.CONNECT)
                ? new Target(wellFormed(host), uri)
                : absolute(uri);
    }

    /** What we do not know how to measure, someone before or behind us may measure otherwise. */
    private static void onlyChunked(HttpServerRequest request) throws Malformed {
        if (request.headers().contains("Transfer-Encoding")) {
            List<String> encodings = request.headers().getAll("Transfer-Encoding");
            boolean chunked = encodings.size() == 1 && encodings.getFirst().equalsIgnoreCase("chunked");
            if (!chunked || request.version() == HttpVersion.HTTP_1_0) {
                throw new Malformed("the only transfer encoding is chunked, in HTTP/1.1");
            }
        }
    }

    private static String wellFormed(String host) throws Malformed {
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            boolean allowed = c > ' ' && c < 0x7f && c != '/' && c != '@' && c != '?' && c != '#' && c != ',';
            if (!allowed) {
                throw new Malformed("the host has a character that no host has");
            }
        }
        return host;
    }

    /** The host alone, in lower case. */
    static String bare(String host) {
        int colon = host.lastIndexOf(':');
        boolean port = colon >= 0 && host.indexOf(']', colon) < 0;
        String name = (port ? host.substring(0, colon) : host).toLowerCase(Locale.ROOT);
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    private static String authority(HttpServerRequest request) throws Malformed {
        if (request.authority() == null) {
            throw new Malformed("the request names no host");
        }
        return request.authority().toString();
    }

    private static String onlyHost(HttpServerRequest request) throws Malformed {
        List<String> hosts = request.headers().getAll("Host");
        if (hosts.size() != 1) {
            throw new Malformed(
                    hosts.isEmpty() ? "the request has no Host header" : "the request has two Host headers");
        }
        return hosts.getFirst();
    }

    /** A target in absolute form, as clients send it to proxies, counts more than the Host header: RFC 9112, 3.2.2. */
    private static Target absolute(String uri) throws Malformed {
        int slashes = uri.indexOf("://");
        if (slashes < 0) {
            throw new Malformed("the request target is neither a path nor a URL");
        }
        int path = uri.indexOf('/', slashes + 3);
        return path < 0
                ? new Target(wellFormed(uri.substring(slashes + 3)), "/")
                : new Target(wellFormed(uri.substring(slashes + 3, path)), uri.substring(path));
    }

    /** An HTTP/2 path could carry what ends a line in HTTP/1.1. */
    private static String clean(String uri) throws Malformed {
        for (int i = 0; i < uri.length(); i++) {
            if (uri.charAt(i) <= ' ' || uri.charAt(i) == 0x7f) {
                throw new Malformed("the path has a character that HTTP does not allow");
            }
        }
        return uri;
    }

    /** The request says nothing that can be answered. */
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        Malformed(String problem) {
            super(problem, null, false, false);
        }

        String problem() {
            return String.valueOf(getMessage());
        }
    }
}
