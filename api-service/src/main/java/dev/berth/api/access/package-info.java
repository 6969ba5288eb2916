/** Who asks, and what they may do: pure rules, asked in one place. */
@NullMarked
package dev.berth.api.access;

import org.jspecify.annotations.NullMarked;
