/** Which host leads to which container, folded from events. Pure, but for the one table that requests read. */
@NullMarked
package dev.berth.gateway.route;

import org.jspecify.annotations.NullMarked;
