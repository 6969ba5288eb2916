/** The published facts: events, their ids and their envelope. */
@NullMarked
package dev.berth.events;

import org.jspecify.annotations.NullMarked;
