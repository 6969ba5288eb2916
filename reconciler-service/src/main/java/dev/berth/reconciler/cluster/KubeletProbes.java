package dev.berth.reconciler.cluster;

import dev.berth.events.spec.Probe;
import dev.berth.events.spec.Probes;
import dev.berth.reconciler.engine.Workload;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import java.time.Duration;
import java.util.Optional;

/** The same questions that Berth asks, for the kubelet: so that Services and budgets know too, also while Berth is away. */
final class KubeletProbes {

    private static final Duration OFTEN = Duration.ofSeconds(1);

    /** It is for the plan to give up on what does not come to answer; the kubelet has more patience than that. */
    private static final int PATIENCE = 3_600;

    static ContainerBuilder on(ContainerBuilder container, Workload workload) {
        Probes probes = workload.probes();
        Optional<Probe> readiness = probes.readiness().or(() -> connection(workload));
        readiness.ifPresent(probe -> container.withReadinessProbe(probe(probe).build()));
        probes.liveness()
                .ifPresent(probe -> container.withLivenessProbe(probe(probe).build()));
        if (isSlow(probes)) {
            probes.startup()
                    .or(() -> readiness)
                    .or(probes::liveness)
                    .ifPresent(first -> container.withStartupProbe(probe(first)
                            .withPeriodSeconds(1)
                            .withFailureThreshold(PATIENCE)
                            .build()));
        }
        return container;
    }

    /** A kubelet that asks at its leisure would find out late that an instance answers, or give it up as it starts. */
    private static boolean isSlow(Probes probes) {
        return probes.startup().isPresent()
                || probes.liveness().isPresent()
                || probes.readiness().isPresent();
    }

    private static Optional<Probe> connection(Workload workload) {
        return workload.ports().stream().findFirst().map(port -> new Probe(new Probe.Tcp(port), OFTEN, OFTEN, 3));
    }

    private static ProbeBuilder probe(Probe probe) {
        ProbeBuilder builder = new ProbeBuilder()
                .withPeriodSeconds(seconds(probe.interval()))
                .withTimeoutSeconds(seconds(probe.timeout()))
                .withFailureThreshold(probe.failureThreshold());
        return switch (probe.check()) {
            case Probe.Http http ->
                builder.withNewHttpGet()
                        .withPort(new IntOrString(http.port()))
                        .withPath(http.path())
                        .endHttpGet();
            case Probe.Tcp tcp ->
                builder.withNewTcpSocket().withPort(new IntOrString(tcp.port())).endTcpSocket();
            case Probe.Grpc grpc ->
                builder.withNewGrpc()
                        .withPort(grpc.port())
                        .withService(grpc.service())
                        .endGrpc();
            case Probe.Exec exec ->
                builder.withNewExec().withCommand(exec.command()).endExec();
        };
    }

    /** A kubelet counts in whole seconds. */
    private static int seconds(Duration duration) {
        return (int) Math.max(1, duration.plusMillis(999).toSeconds());
    }

    private KubeletProbes() {}
}
