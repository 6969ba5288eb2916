/** The sample application: answers quickly, and can be asked for every trouble that a container may have. */
@NullMarked
package dev.berth.sample;

import org.jspecify.annotations.NullMarked;
