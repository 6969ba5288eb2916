/** Triggers in Scaleway's words: what both versions of that API, and the older one's crons, have in common. */
@NullMarked
package dev.berth.api.dialect.scaleway.triggers;

import org.jspecify.annotations.NullMarked;
