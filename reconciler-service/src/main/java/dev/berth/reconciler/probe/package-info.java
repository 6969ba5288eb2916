/** Asks instances whether they answer. */
@NullMarked
package dev.berth.reconciler.probe;

import org.jspecify.annotations.NullMarked;
