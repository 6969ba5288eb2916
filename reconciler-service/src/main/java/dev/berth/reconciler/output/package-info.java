/** What instances wrote: of those that run, by the engine; of those that are gone, from where it was kept. */
@NullMarked
package dev.berth.reconciler.output;

import org.jspecify.annotations.NullMarked;
