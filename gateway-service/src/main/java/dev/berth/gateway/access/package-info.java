/** Who may call a private container. Pure. */
@NullMarked
package dev.berth.gateway.access;

import org.jspecify.annotations.NullMarked;
