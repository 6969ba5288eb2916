/** What workers tell the log. */
@NullMarked
package dev.berth.events.report;

import org.jspecify.annotations.NullMarked;
