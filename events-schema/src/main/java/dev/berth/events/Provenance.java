package dev.berth.events;

import java.util.Optional;

/**
 * Where a fact comes from.
 *
 * @param actor who caused it: {@code api-key/<id>}, or {@code berth/<part>} for the platform itself
 * @param correlation the same for all that one request set going
 * @param causation the id of the event or report that led to this one
 * @param traceparent the W3C trace context of the request
 */
public record Provenance(String actor, String correlation, Optional<String> causation, Optional<String> traceparent) {}
