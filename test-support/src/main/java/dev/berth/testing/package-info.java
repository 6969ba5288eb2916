/** What tests of several modules need. */
@NullMarked
package dev.berth.testing;

import org.jspecify.annotations.NullMarked;
