/** Namespaces: the rules of their life, and how they are changed. */
@NullMarked
package dev.berth.api.namespace;

import org.jspecify.annotations.NullMarked;
