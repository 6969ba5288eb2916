/** Starts and stops a whole Berth in one process. */
@NullMarked
package dev.berth.standalone;

import org.jspecify.annotations.NullMarked;
