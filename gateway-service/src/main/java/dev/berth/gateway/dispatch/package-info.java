/** Which instance takes a request, who waits for one, and what the autoscaler hears of it. */
@NullMarked
package dev.berth.gateway.dispatch;

import org.jspecify.annotations.NullMarked;
