/** One class for each figure that Berth is held to. */
@NullMarked
package dev.berth.benchmarks.figure;

import org.jspecify.annotations.NullMarked;
