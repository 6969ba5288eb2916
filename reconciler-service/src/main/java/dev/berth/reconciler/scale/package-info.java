/** How many instances a container should have. */
@NullMarked
package dev.berth.reconciler.scale;

import org.jspecify.annotations.NullMarked;
