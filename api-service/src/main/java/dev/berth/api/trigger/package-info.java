/** Triggers: what calls containers by itself. */
@NullMarked
package dev.berth.api.trigger;

import org.jspecify.annotations.NullMarked;
