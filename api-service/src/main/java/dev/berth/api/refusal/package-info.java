/** What Berth says no to, as data; dialects put it into their words. */
@NullMarked
package dev.berth.api.refusal;

import org.jspecify.annotations.NullMarked;
