package dev.berth.gateway.ingress;

import dev.berth.gateway.dispatch.Dispatcher;
import java.util.Map;
import java.util.Optional;

/** What becomes of a request to a host of an Ingress. */
public sealed interface Outcome {

    /**
     * It goes to a service.
     *
     * @param service named in words
     * @param host what it asks for there; empty for what it asked for here
     * @param headers what it has in the place of its own
     * @param hash the version of the Ingress, where the request asks for it
     */
    record Forward(
            Dispatcher dispatcher,
            String service,
            Optional<String> host,
            Map<String, String> headers,
            Optional<String> hash)
            implements Outcome {}

    /**
     * A client that did not come by HTTPS is to come again.
     *
     * @param otherwise what becomes of it if it did
     */
    record OverHttps(Outcome otherwise) implements Outcome {}

    /** Nothing is where the Ingress leads to. */
    record Astray(String host, String why) implements Outcome {}
}
