/** The certificates that the gateway shows: by the name that a client asks for, from files that may change. */
@NullMarked
package dev.berth.gateway.tls;

import org.jspecify.annotations.NullMarked;
