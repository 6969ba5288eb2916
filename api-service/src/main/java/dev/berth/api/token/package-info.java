/** Tokens: what a caller shows to be let in to a private container. */
@NullMarked
package dev.berth.api.token;

import org.jspecify.annotations.NullMarked;
