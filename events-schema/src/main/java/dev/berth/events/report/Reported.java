package dev.berth.events.report;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A report on its way to the log.
 *
 * @param reportId the same when the same observation is sent again, so that it is taken once
 * @param time when it was seen
 * @param reporter which worker saw it, such as {@code reconciler}
 * @param causation the id of the event that led to it
 * @param traceparent the W3C trace context of the request that led to it
 */
public record Reported(
        UUID reportId,
        Instant time,
        String reporter,
        Optional<String> causation,
        Optional<String> traceparent,
        Report report) {}
