/** What can be configured, in the platform's own words. */
@NullMarked
package dev.berth.events.spec;

import org.jspecify.annotations.NullMarked;
