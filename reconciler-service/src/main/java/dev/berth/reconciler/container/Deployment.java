package dev.berth.reconciler.container;

import java.util.Optional;

/**
 * The wish to run a revision, as the log has it.
 *
 * @param number counts the deployments of the container, from 1
 * @param event the id of the event that asked for it: the cause of all that is reported of it
 * @param traceparent the W3C trace context of the request that asked for it
 */
public record Deployment(int number, int revision, int variablesRevision, String event, Optional<String> traceparent) {}
