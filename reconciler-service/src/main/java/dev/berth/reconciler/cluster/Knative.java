package dev.berth.reconciler.cluster;

import dev.berth.events.spec.Scaling;
import dev.berth.reconciler.engine.Workload;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a Knative Service can say, and how what Knative makes of it is known. */
final class Knative {

    static final String GROUP = "serving.knative.dev";

    /** The namespace of its own parts, which have to reach instances: to measure them, and to wake them for others. */
    static final String HOME = "knative-serving";

    /** The container that Knative puts before each instance, and its port for requests. */
    static final String PROXY = "queue-proxy";

    static final String PROXY_PORT = "queue-port";

    /** Its {@code max-revision-timeout-seconds}, unless an operator has raised it. */
    static final Duration LONGEST = Duration.ofMinutes(10);

    /** Its {@code container-concurrency-max-limit}, unless an operator has raised it. */
    private static final int MOST_AT_ONCE = 1_000;

    /** What its own container in each pod listens on. */
    private static final Set<Integer> RESERVED = Set.of(8008, 8012, 8013, 8022, 8112, 9090, 9091);

    /** The variable that it sets itself, to the port on which it expects an instance to listen. */
    private static final String PORT = "PORT";

    /** Variables that it sets besides, and lets nobody set. */
    private static final Set<String> ITS_OWN = Set.of("K_SERVICE", "K_CONFIGURATION", "K_REVISION");

    private static final String REVISION = GROUP + "/revision";

    /**
     * Whether a Knative Service can say all of it, on a cluster whose operator has switched nothing on. It has one port,
     * counts requests, sets some variables itself, and leaves alone how pods are isolated and what they keep.
     */
    static boolean canSay(Workload workload, ClusterSettings settings) {
        boolean ownUsers = settings.userNamespaces() && settings.security(workload.project()) == PodSecurity.RESTRICTED;
        return workload.scaling().target() instanceof Scaling.Concurrency limit
                && limit.requests() <= MOST_AT_ONCE
                && workload.ports().size() == 1
                && !RESERVED.contains(workload.ports().getFirst())
                && sayable(workload)
                && workload.timeout().compareTo(LONGEST) <= 0
                && workload.volumes().isEmpty()
                && workload.isolation(settings.runtimeClasses()).isEmpty()
                && !ownUsers;
    }

    private static boolean sayable(Workload workload) {
        boolean taken = Stream.of(workload.environment(), workload.secrets())
                .anyMatch(variables -> !Collections.disjoint(variables.keySet(), ITS_OWN));
        String port = workload.ports().getFirst().toString();
        return !taken
                && !workload.secrets().containsKey(PORT)
                && port.equals(workload.environment().getOrDefault(PORT, port));
    }

    /** The variables that are left to say. */
    static Map<String, String> variables(Workload workload) {
        Map<String, String> variables = new TreeMap<>(workload.environment());
        variables.remove(PORT);
        return variables;
    }

    /** The Revision that Knative has made an object for; empty for what it has not made. */
    static Optional<String> revision(HasMetadata object) {
        Map<String, String> labels = object.getMetadata().getLabels();
        return labels == null ? Optional.empty() : Optional.ofNullable(labels.get(REVISION));
    }

    static boolean made(HasMetadata object) {
        return revision(object).isPresent();
    }

    private Knative() {}
}
