/** Berth as those meet it who use it: the README's path, and each setting of a container. */
@NullMarked
package dev.berth.acceptance;

import org.jspecify.annotations.NullMarked;
