/** What stands in the images besides the services. */
@NullMarked
package dev.berth.images.health;

import org.jspecify.annotations.NullMarked;
