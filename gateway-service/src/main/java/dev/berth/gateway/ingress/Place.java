package dev.berth.gateway.ingress;

import dev.berth.gateway.dispatch.Dispatcher;

/** Where a backend is. */
sealed interface Place {

    /** At these addresses, which may change, and for a moment be none. */
    record Addresses(Dispatcher dispatcher) implements Place {}

    /** At this gateway itself, which is asked again for the host that was rewritten. */
    record Here() implements Place {}

    record Nowhere(String why) implements Place {}
}
