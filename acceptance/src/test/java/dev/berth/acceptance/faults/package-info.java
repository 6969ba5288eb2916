/** Everything that may break is broken while clients write, and no promise is. */
@NullMarked
package dev.berth.acceptance.faults;

import org.jspecify.annotations.NullMarked;
