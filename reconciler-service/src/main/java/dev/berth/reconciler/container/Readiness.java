package dev.berth.reconciler.container;

import java.time.Instant;

/** What probes found out about a running instance. */
public sealed interface Readiness {

    /**
     * It has not answered yet.
     *
     * @param finding what the last probe met with, in words
     */
    record Starting(String finding) implements Readiness {}

    /** It answers. */
    record Ready(Instant since) implements Readiness {}

    /** It answered once and should get no requests now. */
    record Unready(String finding) implements Readiness {}

    /** It is beyond hope, and has to be replaced. */
    record Dead(String finding) implements Readiness {}
}
