/** What one command sets going in many resources, until it is done. */
@NullMarked
package dev.berth.api.process;

import org.jspecify.annotations.NullMarked;
