/** What the reconciler asks of whatever runs containers. */
@NullMarked
package dev.berth.reconciler.engine;

import org.jspecify.annotations.NullMarked;
