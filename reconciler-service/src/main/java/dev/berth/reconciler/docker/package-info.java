/** Any Docker-compatible engine; the only package that knows the Docker client. */
@NullMarked
package dev.berth.reconciler.docker;

import org.jspecify.annotations.NullMarked;
