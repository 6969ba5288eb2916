package dev.berth.gateway.route;

import dev.berth.events.spec.ContainerSpec;
import java.time.Duration;

/**
 * What a revision says about requests.
 *
 * @param restricted only callers with a valid token get through
 * @param httpsOnly plain HTTP is redirected
 * @param timeout how long a request may take
 * @param exposed whether it has a public port at all
 */
record Terms(boolean restricted, boolean httpsOnly, Duration timeout, boolean exposed) {

    /** What most containers say; kept once for all of them. */
    private static final Terms USUAL = new Terms(false, false, Duration.ofMinutes(5), true);

    static Terms of(ContainerSpec spec) {
        Terms terms = new Terms(
                spec.privacy() == ContainerSpec.Privacy.PRIVATE,
                spec.httpsOnly(),
                spec.timeout(),
                spec.publicPort().isPresent());
        return terms.equals(USUAL) ? USUAL : terms;
    }

    /**
     * What holds while one revision still serves and another is wanted: closing takes effect when it is asked for,
     * opening only once it is deployed.
     */
    Terms stricter(Terms other) {
        return new Terms(
                restricted || other.restricted, httpsOnly || other.httpsOnly, timeout, exposed && other.exposed);
    }
}
