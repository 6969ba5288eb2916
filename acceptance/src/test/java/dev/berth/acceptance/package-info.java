/** Berth as a person meets it who reads the README. */
@NullMarked
package dev.berth.acceptance;

import org.jspecify.annotations.NullMarked;
