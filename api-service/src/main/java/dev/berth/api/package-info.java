/** The API service: commands in, events out, and views of them. */
@NullMarked
package dev.berth.api;

import org.jspecify.annotations.NullMarked;
