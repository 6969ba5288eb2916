/** Measures a real Berth beside its peers. */
@NullMarked
package dev.berth.benchmarks;

import org.jspecify.annotations.NullMarked;
