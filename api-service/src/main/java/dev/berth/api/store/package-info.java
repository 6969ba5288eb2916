/** The log of all events: one port, and PostgreSQL behind it. */
@NullMarked
package dev.berth.api.store;

import org.jspecify.annotations.NullMarked;
