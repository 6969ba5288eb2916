/** Berth as separate processes: whatever breaks while clients write, no promise does; one trace goes through all. */
@NullMarked
package dev.berth.acceptance.processes;

import org.jspecify.annotations.NullMarked;
