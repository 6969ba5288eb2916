/** Brings what runs to what is wanted. */
@NullMarked
package dev.berth.reconciler;

import org.jspecify.annotations.NullMarked;
