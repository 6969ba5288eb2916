/** OpenAPI documents: the words in which each API's document is written. What is in them stands beside each API. */
@NullMarked
package dev.berth.api.openapi;

import org.jspecify.annotations.NullMarked;
