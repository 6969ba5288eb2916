/** Reads secret variables, here and nowhere else. */
@NullMarked
package dev.berth.reconciler.secrets;

import org.jspecify.annotations.NullMarked;
