/** What the parts of Berth ask of each other over HTTP, and nobody else may. */
@NullMarked
package dev.berth.api.internal;

import org.jspecify.annotations.NullMarked;
