/** Containers: the rules of their life, and how they are changed. */
@NullMarked
package dev.berth.api.container;

import org.jspecify.annotations.NullMarked;
