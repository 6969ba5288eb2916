/** Moves requests to instances and answers back, streaming. */
@NullMarked
package dev.berth.gateway.proxy;

import org.jspecify.annotations.NullMarked;
