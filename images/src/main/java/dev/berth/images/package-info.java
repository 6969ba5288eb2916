/** Images of Berth's services. */
@NullMarked
package dev.berth.images;

import org.jspecify.annotations.NullMarked;
