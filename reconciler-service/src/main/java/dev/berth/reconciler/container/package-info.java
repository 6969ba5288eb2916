/** What is wanted of a container, what is seen of it, and the steps between. */
@NullMarked
package dev.berth.reconciler.container;

import org.jspecify.annotations.NullMarked;
