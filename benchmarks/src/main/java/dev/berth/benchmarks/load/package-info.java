/** Makes load, and takes the time of every answer. */
@NullMarked
package dev.berth.benchmarks.load;

import org.jspecify.annotations.NullMarked;
