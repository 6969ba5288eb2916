/** Containers and namespaces in Scaleway's words: what both versions of that API have in common. */
@NullMarked
package dev.berth.api.dialect.scaleway.containers;

import org.jspecify.annotations.NullMarked;
