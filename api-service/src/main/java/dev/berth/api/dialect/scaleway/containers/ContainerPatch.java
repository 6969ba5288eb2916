package dev.berth.api.dialect.scaleway.containers;

import dev.berth.api.container.ContainerChange;
import dev.berth.events.spec.ContainerSpec.Privacy;
import dev.berth.events.spec.Port.Protocol;
import dev.berth.events.spec.Scaling.Target;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a request says of a container's configuration; empty where it says nothing. Each value is within its own bounds.
 *
 * @param publicly whether requests from outside are taken
 * @param concurrency what to scale by when no target is given; remembered when there is one
 * @param privateNetwork "" detaches
 */
public record ContainerPatch(
        Optional<String> image,
        Optional<String> description,
        Optional<Map<String, String>> environment,
        SecretChange secrets,
        Optional<Integer> minScale,
        Optional<Integer> maxScale,
        Optional<Target> target,
        Optional<Integer> concurrency,
        Optional<Long> memoryBytes,
        Optional<Integer> cpuMillis,
        Optional<Long> storageBytes,
        Optional<Duration> timeout,
        Optional<Privacy> privacy,
        Optional<Protocol> protocol,
        Optional<Integer> port,
        Optional<Boolean> httpsOnly,
        Optional<Boolean> publicly,
        Optional<String> sandbox,
        Optional<ProbePatch> liveness,
        Optional<ProbePatch> startup,
        Optional<List<String>> tags,
        Optional<List<String>> command,
        Optional<List<String>> args,
        Optional<String> privateNetwork) {

    /** The change that this is of a container, which deploys even what is not new. */
    public ContainerChange change() {
        return new ContainerChange(
                secrets.toSeal(), (present, values) -> ContainerSpecs.patched(this, present, values), true);
    }
}
