/** The data path: requests from outside, to the containers that answer them. */
@NullMarked
package dev.berth.gateway;

import org.jspecify.annotations.NullMarked;
