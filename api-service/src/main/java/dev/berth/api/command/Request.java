package dev.berth.api.command;

import dev.berth.api.access.Principal;
import java.util.Optional;

/**
 * Where a command comes from.
 *
 * @param id the request's id, the same for all that it sets going
 * @param traceparent the W3C trace context
 * @param causation the id of the event or report that led to it
 * @param idempotencyKey the same for the same command sent again; the first one's result is answered then
 */
public record Request(
        Principal principal,
        String id,
        Optional<String> traceparent,
        Optional<String> causation,
        Optional<String> idempotencyKey) {

    /** A request from outside. */
    public static Request of(Principal principal, String id, Optional<String> traceparent) {
        return new Request(principal, id, traceparent, Optional.empty(), Optional.empty());
    }

    public Request withIdempotencyKey(String key) {
        return new Request(principal, id, traceparent, causation, Optional.of(key));
    }
}
