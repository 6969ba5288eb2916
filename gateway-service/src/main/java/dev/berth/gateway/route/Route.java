package dev.berth.gateway.route;

import dev.berth.events.ContainerId;
import java.time.Duration;
import java.util.Optional;

/**
 * Where requests to one host go, and on which conditions.
 *
 * @param name the container's name, for words
 * @param deployed whether anybody ever asked for it to run
 * @param exposed whether it has a public port
 * @param restricted only callers with a valid token get through
 * @param httpsOnly plain HTTP is redirected
 * @param timeout how long a request may take, until the endpoints tell what the serving deployment says
 * @param trouble why it may not answer
 */
public record Route(
        ContainerId container,
        Home home,
        String name,
        boolean deployed,
        boolean exposed,
        boolean restricted,
        boolean httpsOnly,
        Duration timeout,
        Optional<Trouble> trouble) {

    /** The same container under other terms. */
    Route with(boolean nowDeployed, Terms terms, Optional<Trouble> newTrouble) {
        return new Route(
                container,
                home,
                name,
                nowDeployed,
                terms.exposed(),
                terms.restricted(),
                terms.httpsOnly(),
                terms.timeout(),
                newTrouble);
    }

    /** The same container, which shares what is like its own home. */
    Route at(Home shared) {
        return new Route(container, shared, name, deployed, exposed, restricted, httpsOnly, timeout, trouble);
    }
}
