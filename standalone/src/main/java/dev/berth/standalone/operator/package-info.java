/** {@code ./berth orgs}, {@code projects}, {@code keys} and {@code quotas}: what an operator asks of a Berth that runs. */
@NullMarked
package dev.berth.standalone.operator;

import org.jspecify.annotations.NullMarked;
