package dev.berth.gateway.proxy;

import dev.berth.gateway.dispatch.Dispatcher;
import dev.berth.gateway.route.Trouble;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Where a request goes, as far as carrying it there needs to know. */
interface Destination {

    /** What it is, for words. */
    String name();

    /** Who gives requests to its instances. */
    Dispatcher dispatcher();

    /** How long a request may wait for an instance. */
    Duration hold();

    /** How long an instance may take for a request, once it has it. */
    Duration timeout();

    /** Why it may not answer. */
    Optional<Trouble> trouble();

    /** Whether the token was meant for the gateway, not for the instance. */
    boolean hidesToken();

    /** The host that an instance is asked for. */
    String host(String asked);

    /** What a request has in the place of its own headers. */
    Map<String, String> requestHeaders();

    /** What an answer has in the place of its own headers. */
    Map<String, String> answerHeaders();

    /** The same as it is by now; empty when it is gone. */
    Optional<Destination> now();
}
