package dev.berth.events.spec;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that can be configured of a container: the superset of what the dialects know.
 *
 * @param image any reference, with a tag or a digest
 * @param command replaces the image's entrypoint when not empty
 * @param args replaces the image's command when not empty
 * @param cpuMillis CPU limit, thousandths of a core
 * @param memoryBytes memory limit, bytes
 * @param ephemeralStorageBytes limit of what it writes outside its volumes, bytes
 * @param gpus number of GPUs
 * @param timeout how long a request may take
 * @param httpsOnly whether plain HTTP is redirected to HTTPS
 * @param sandbox how instances are isolated, in the platform's words; empty for the default
 * @param attributes what only one dialect knows, kept under {@code <dialect>.<field>}
 */
public record ContainerSpec(
        String image,
        List<String> command,
        List<String> args,
        Map<String, String> environment,
        Map<String, Secret> secretEnvironment,
        List<Port> ports,
        int cpuMillis,
        long memoryBytes,
        long ephemeralStorageBytes,
        int gpus,
        Scaling scaling,
        Probes probes,
        List<VolumeMount> volumeMounts,
        Duration timeout,
        Privacy privacy,
        boolean httpsOnly,
        Optional<String> sandbox,
        String description,
        List<String> tags,
        Map<String, String> labels,
        AutoDeploy autoDeploy,
        Map<String, String> attributes) {

    public ContainerSpec {
        command = List.copyOf(command);
        args = List.copyOf(args);
        environment = Copies.ordered(environment);
        secretEnvironment = Copies.ordered(secretEnvironment);
        ports = List.copyOf(ports);
        volumeMounts = List.copyOf(volumeMounts);
        tags = List.copyOf(tags);
        labels = Copies.ordered(labels);
        attributes = Copies.ordered(attributes);
        if (image.isBlank()) {
            throw new IllegalArgumentException("a container needs an image");
        }
        if (cpuMillis < 1 || memoryBytes < 1 || ephemeralStorageBytes < 0 || gpus < 0) {
            throw new IllegalArgumentException("cpu and memory are positive; storage and gpus are not negative");
        }
        if (!timeout.isPositive()) {
            throw new IllegalArgumentException("a request timeout is positive, not " + timeout);
        }
    }

    /** The port that the public endpoint leads to; empty for a container that serves no one. */
    public Optional<Port> publicPort() {
        return ports.stream().filter(Port::isPublic).findFirst();
    }

    /** The port that the program is told to listen on: the public one, or else the first. */
    public Optional<Port> mainPort() {
        return publicPort().or(() -> ports.stream().findFirst());
    }

    /** The same with these secret variables. */
    public ContainerSpec withSecretEnvironment(Map<String, Secret> secrets) {
        return new ContainerSpec(
                image,
                command,
                args,
                environment,
                secrets,
                ports,
                cpuMillis,
                memoryBytes,
                ephemeralStorageBytes,
                gpus,
                scaling,
                probes,
                volumeMounts,
                timeout,
                privacy,
                httpsOnly,
                sandbox,
                description,
                tags,
                labels,
                autoDeploy,
                attributes);
    }

    /** Who may call the public endpoint. */
    public enum Privacy {
        PUBLIC,
        PRIVATE
    }
}
