package dev.berth.reconciler.container;

import dev.berth.events.ContainerId;
import dev.berth.events.spec.Failure;
import dev.berth.reconciler.engine.Engine;
import dev.berth.reconciler.engine.EngineRefused;
import dev.berth.reconciler.engine.EngineUnreachable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Resolves images of deployments aside from the looks, because fetching one may take minutes. */
final class Images {

    private static final int PARALLEL = 4;

    /** How far it is. */
    sealed interface Resolution {}

    record UnderWay() implements Resolution {}

    record Resolved(String image) implements Resolution {}

    record Unusable(Failure failure) implements Resolution {}

    record Unreachable(int times, Instant retryAt) implements Resolution {}

    private record Attempt(int deployment, Resolution resolution) {}

    private final Lookups lookups;
    private final InstantSource clock;

    /** Of each container its newest deployment that was asked for. */
    private final Map<ContainerId, Attempt> attempts = new ConcurrentHashMap<>();

    Images(Engine engine, InstantSource clock) {
        this.lookups = new Lookups(engine::resolve, PARALLEL);
        this.clock = clock;
    }

    /** Begins unless it has begun; {@code done} is called when there is more to know. */
    Resolution of(ContainerId container, int deployment, String reference, Runnable done) {
        Resolution known = known(container, deployment);
        int times = 0;
        if (known instanceof Unreachable unreachable) {
            if (unreachable.retryAt().isAfter(clock.instant())) {
                return known;
            }
            times = unreachable.times();
        } else if (known != null) {
            return known;
        }
        UnderWay underWay = new UnderWay();
        attempts.put(container, new Attempt(deployment, underWay));
        int before = times;
        Thread.ofVirtual()
                .name("image-" + container)
                .start(() -> resolve(container, deployment, reference, before, done));
        return underWay;
    }

    private @Nullable Resolution known(ContainerId container, int deployment) {
        Attempt last = attempts.get(container);
        return last == null || last.deployment() != deployment ? null : last.resolution();
    }

    /** Nobody wants any of the container's deployments any more. */
    void forget(ContainerId container) {
        attempts.remove(container);
    }

    private void resolve(ContainerId container, int deployment, String reference, int times, Runnable done) {
        Attempt now = new Attempt(deployment, attempt(reference, times));
        attempts.computeIfPresent(container, (_, last) -> last.deployment() == deployment ? now : last);
        done.run();
    }

    private Resolution attempt(String reference, int times) {
        try {
            return new Resolved(lookups.of(reference));
        } catch (EngineRefused e) {
            return new Unusable(e.failure());
        } catch (EngineUnreachable e) {
            Duration pause = Loop.pause(times + 1);
            return new Unreachable(times + 1, clock.instant().plus(pause));
        } catch (RuntimeException e) {
            return new Unusable(new Failure(
                    Failure.Reason.IMAGE_UNUSABLE, "cannot use image " + reference + ": " + e.getMessage()));
        }
    }
}
