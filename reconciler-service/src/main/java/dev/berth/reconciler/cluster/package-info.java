/** Runs instances on Kubernetes: the only package that knows its client. */
@NullMarked
package dev.berth.reconciler.cluster;

import org.jspecify.annotations.NullMarked;
