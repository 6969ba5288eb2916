/** Berth as its pages say how to install it: from images, by Compose and by Helm. */
@NullMarked
package dev.berth.acceptance.installed;

import org.jspecify.annotations.NullMarked;
