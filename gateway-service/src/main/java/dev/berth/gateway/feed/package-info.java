/** Follows the log and the endpoints in Kafka. */
@NullMarked
package dev.berth.gateway.feed;

import org.jspecify.annotations.NullMarked;
