/** Publishes the log to Kafka: every event, in order, at least once. */
@NullMarked
package dev.berth.api.relay;

import org.jspecify.annotations.NullMarked;
