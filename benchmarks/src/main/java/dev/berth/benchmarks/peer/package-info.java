/** What Berth is compared with, on the same machine and in the same run. */
@NullMarked
package dev.berth.benchmarks.peer;

import org.jspecify.annotations.NullMarked;
