/** The query side: views projected from the log, and the questions that dialects ask of them. */
@NullMarked
package dev.berth.api.views;

import org.jspecify.annotations.NullMarked;
