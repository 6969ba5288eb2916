/** {@code ./berth orgs}, {@code projects} and {@code keys}: what an operator asks of a Berth that runs. */
@NullMarked
package dev.berth.standalone.operator;

import org.jspecify.annotations.NullMarked;
