package dev.berth.api.dialect;

import dev.berth.api.refusal.Refusal.Problem;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Optional;

/**
 * What makes the head of a request unfit to be looked at any further.
 *
 * @param part which part of the head it is
 */
public record BadHead(int status, String part, Problem problem, String help) {

    /** What is wrong with the head of this request, if anything. */
    static Optional<BadHead> of(RoutingContext http, int longestAddress, int longestHeaders) {
        HttpServerRequest request = http.request();
        if (request.uri().length() > longestAddress) {
            return Optional.of(tooLong(414, "address", longestAddress));
        }
        if (length(request) > longestHeaders) {
            return Optional.of(tooLong(431, "headers", longestHeaders));
        }
        if (!decodes(http)) {
            return Optional.of(new BadHead(
                    400, "address", Problem.FORMAT, "is not a URI, or has an escape that cannot be decoded"));
        }
        return Optional.empty();
    }

    private static BadHead tooLong(int status, String part, int most) {
        return new BadHead(status, part, Problem.CONSTRAINT, "must be at most " + most + " bytes");
    }

    private static int length(HttpServerRequest request) {
        int length = 0;
        for (Map.Entry<String, String> header : request.headers()) {
            length += header.getKey().length() + header.getValue().length();
        }
        return length;
    }

    private static boolean decodes(RoutingContext http) {
        try {
            var _ = new URI(http.request().uri());
            return http.normalizedPath() != null && http.queryParams() != null;
        } catch (URISyntaxException | IllegalArgumentException | HttpException _) {
            return false;
        }
    }
}
