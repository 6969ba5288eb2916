/** Follows the event log and tells it what was seen. */
@NullMarked
package dev.berth.reconciler.log;

import org.jspecify.annotations.NullMarked;
