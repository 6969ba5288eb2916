/** Transient facts between reconciler and gateways, which are not history. */
@NullMarked
package dev.berth.events.traffic;

import org.jspecify.annotations.NullMarked;
