/** Where requests go by Knative's Ingress objects: a table of hosts, and the services that they lead to. No cluster here. */
@NullMarked
package dev.berth.gateway.ingress;

import org.jspecify.annotations.NullMarked;
