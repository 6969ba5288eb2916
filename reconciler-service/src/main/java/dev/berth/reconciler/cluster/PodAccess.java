package dev.berth.reconciler.cluster;

import dev.berth.reconciler.engine.EngineUnreachable;
import dev.berth.reconciler.engine.LogLine;
import dev.berth.reconciler.engine.Usage;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.metrics.v1beta1.ContainerMetrics;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.ContainerResource;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import io.fabric8.kubernetes.client.dsl.TimeTailPrettyLoggable;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** What is asked of one pod by way of the API server: its lines, its use, a command. */
final class PodAccess {

    private static final double PERCENT = 100;
    private static final int BAD_REQUEST = 400;

    private final KubernetesClient client;
    private final Pace pace;

    PodAccess(KubernetesClient client, Pace pace) {
        this.client = client;
        this.pace = pace;
    }

    /**
     * The last lines of its process.
     *
     * @param fell whether those of the one before are meant
     */
    List<LogLine> log(Pod pod, boolean fell, int lines) {
        try {
            TimeTailPrettyLoggable log = container(pod).usingTimestamps();
            return pace.keep(() -> fell
                            ? previous(pod, lines)
                            : log.tailingLines(lines).getLog())
                    .lines()
                    .flatMap(line -> line(line).stream())
                    .toList();
        } catch (KubernetesClientException e) {
            if (ClusterTroubles.isMissing(e) || e.getCode() == BAD_REQUEST) {
                return List.of();
            }
            throw ClusterTroubles.of("read lines", e);
        }
    }

    private String previous(Pod pod, int lines) {
        return container(pod).usingTimestamps().terminated().tailingLines(lines).getLog();
    }

    /** Which of the two outputs a line was written to, the API server does not tell. */
    private static Optional<LogLine> line(String line) {
        int space = line.indexOf(' ');
        if (space < 0) {
            return Optional.empty();
        }
        try {
            Instant time = Instant.parse(line.substring(0, space));
            return Optional.of(new LogLine(time, LogLine.Source.STDOUT, line.substring(space + 1)));
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }

    /** Empty where the cluster measures nothing, or has not measured it yet. */
    Optional<Usage> usage(Pod pod) {
        try {
            Map<String, Quantity> limits = Pods.app(pod).getResources().getLimits();
            return Stream.ofNullable(pace.keep(() -> client.top()
                            .pods()
                            .metrics(
                                    pod.getMetadata().getNamespace(),
                                    pod.getMetadata().getName())))
                    .flatMap(metrics -> metrics.getContainers().stream())
                    .filter(container -> PodTemplates.CONTAINER.equals(container.getName()))
                    .map(ContainerMetrics::getUsage)
                    .map(used -> new Usage(percent(used, limits, "cpu"), percent(used, limits, "memory")))
                    .findFirst();
        } catch (KubernetesClientException e) {
            if (ClusterTroubles.isMissing(e)) {
                return Optional.empty();
            }
            throw ClusterTroubles.of("measure a pod", e);
        }
    }

    private static double percent(Map<String, Quantity> used, Map<String, Quantity> limits, String what) {
        Quantity use = used.get(what);
        Quantity limit = limits.get(what);
        return use == null || limit == null
                ? 0
                : PERCENT
                        * use.getNumericalAmount().doubleValue()
                        / limit.getNumericalAmount().doubleValue();
    }

    Optional<Integer> execute(Pod pod, List<String> command, Duration timeout) {
        try (ExecWatch running = container(pod)
                .writingOutput(OutputStream.nullOutputStream())
                .writingError(OutputStream.nullOutputStream())
                .exec(command.toArray(String[]::new))) {
            return Optional.of(running.exitCode().get(timeout.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException _) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new EngineUnreachable("cannot run a command in a pod", e);
        } catch (KubernetesClientException e) {
            throw ClusterTroubles.of("run a command in a pod", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineUnreachable("interrupted while a command ran in a pod", e);
        }
    }

    private ContainerResource container(Pod pod) {
        return client.pods()
                .inNamespace(pod.getMetadata().getNamespace())
                .withName(pod.getMetadata().getName())
                .inContainer(PodTemplates.CONTAINER);
    }
}
