/** Shows what is done for a request in that request's trace, without the doers knowing. */
@NullMarked
package dev.berth.reconciler.trace;

import org.jspecify.annotations.NullMarked;
