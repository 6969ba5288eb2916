/** Holds the published JSON to what was published before. */
@NullMarked
package dev.berth.events.contract;

import org.jspecify.annotations.NullMarked;
