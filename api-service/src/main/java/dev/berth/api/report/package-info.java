/** Takes what workers report into the log. */
@NullMarked
package dev.berth.api.report;

import org.jspecify.annotations.NullMarked;
