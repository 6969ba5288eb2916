/** The gateway as Knative's ingress: follows a cluster's objects, and tells on them what it serves. */
@NullMarked
package dev.berth.gateway.knative;

import org.jspecify.annotations.NullMarked;
