/** The shell of the write side: load, authorize, decide, append, answer. */
@NullMarked
package dev.berth.api.command;

import org.jspecify.annotations.NullMarked;
