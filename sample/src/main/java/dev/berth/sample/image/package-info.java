/** Makes the sample's container image from what the machine has, without a network. */
@NullMarked
package dev.berth.sample.image;

import org.jspecify.annotations.NullMarked;
