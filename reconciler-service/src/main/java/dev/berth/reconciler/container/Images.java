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

/** Resolves images of deployments aside from the looks, because fetching one may take minutes. */
final class Images {

    private static final int PARALLEL = 4;

    /** How far it is. */
    sealed interface Resolution {}

    record UnderWay() implements Resolution {}

    record Resolved(String image) implements Resolution {}

    record Unusable(Failure failure) implements Resolution {}

    record Unreachable(int times, Instant retryAt) implements Resolution {}

    private record Key(ContainerId container, int deployment) {}

    private final Lookups lookups;
    private final InstantSource clock;
    private final Map<Key, Resolution> resolutions = new ConcurrentHashMap<>();

    Images(Engine engine, InstantSource clock) {
        this.lookups = new Lookups(engine::resolve, PARALLEL);
        this.clock = clock;
    }

    /** Begins unless it has begun; {@code done} is called when there is more to know. */
    Resolution of(ContainerId container, int deployment, String reference, Runnable done) {
        Key key = new Key(container, deployment);
        Resolution known = resolutions.get(key);
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
        resolutions.put(key, underWay);
        int before = times;
        Thread.ofVirtual().name("image-" + container).start(() -> resolve(key, reference, before, done));
        return underWay;
    }

    /** Nobody wants the container's earlier deployments any more. */
    void forgetBefore(ContainerId container, int deployment) {
        resolutions.keySet().removeIf(key -> key.container().equals(container) && key.deployment() < deployment);
    }

    private void resolve(Key key, String reference, int times, Runnable done) {
        resolutions.put(key, attempt(reference, times));
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
