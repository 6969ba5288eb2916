package dev.berth.gateway.route;

import dev.berth.events.ContainerEvent;
import dev.berth.events.ContainerEvent.ContainerConfigured;
import dev.berth.events.ContainerEvent.ContainerCreated;
import dev.berth.events.ContainerEvent.ContainerDegraded;
import dev.berth.events.ContainerEvent.ContainerDeleted;
import dev.berth.events.ContainerEvent.ContainerDeletionRequested;
import dev.berth.events.ContainerEvent.ContainerRecovered;
import dev.berth.events.ContainerEvent.DeletionHindered;
import dev.berth.events.ContainerEvent.DeploymentFailed;
import dev.berth.events.ContainerEvent.DeploymentRequested;
import dev.berth.events.ContainerEvent.DeploymentSucceeded;
import dev.berth.events.ContainerEvent.DriftCorrected;
import dev.berth.events.ContainerEvent.ImagePinned;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the gateway knows of one container, folded from its history. */
sealed interface Known {

    /** No news of it yet. */
    record Unheard() implements Known {}

    /**
     * It is there, and its host is its own. There may be a hundred thousand of them, so no more is kept than requests need.
     *
     * @param host without the base domain
     * @param since when it was created
     */
    record Live(Route route, String host, Instant since, Revisions revisions) implements Known {

        static Live of(ContainerCreated created, Instant time) {
            Terms terms = Revisions.NONE.terms();
            Route route = new Route(
                    created.id(),
                    new Home(created.namespace(), created.organization(), created.project()),
                    created.name(),
                    false,
                    terms.exposed(),
                    terms.restricted(),
                    terms.httpsOnly(),
                    terms.timeout(),
                    Optional.empty());
            return new Live(route, created.host(), time, Revisions.NONE);
        }

        Live at(Home shared) {
            return new Live(route.at(shared), host, since, revisions);
        }

        Live with(Revisions changed) {
            return with(changed, route.trouble());
        }

        Live with(Optional<Trouble> changed) {
            return with(revisions, changed);
        }

        private Live with(Revisions changed, Optional<Trouble> trouble) {
            return new Live(route.with(changed.requested() > 0, changed.terms(), trouble), host, since, changed);
        }
    }

    /** Somebody asked for it to go; it answers no more. */
    record Gone() implements Known {}

    Known UNHEARD = new Unheard();

    Known GONE = new Gone();

    /** Never refuses: the event has happened, so the knowledge can only follow. */
    static Known evolve(Known known, Instant time, ContainerEvent event) {
        return switch (known) {
            case Unheard _ -> event instanceof ContainerCreated created ? Live.of(created, time) : known;
            case Live live -> evolve(live, event);
            case Gone _ -> known;
        };
    }

    private static Known evolve(Live live, ContainerEvent event) {
        return switch (event) {
            case ContainerCreated _ -> live;
            case ContainerConfigured configured -> live.with(live.revisions().configured(configured));
            // it may be just what mends the trouble, so requests wait for it
            case DeploymentRequested requested ->
                live.with(live.revisions().requested(requested)).with(Optional.empty());
            case ImagePinned _, DriftCorrected _, DeletionHindered _ -> live;
            case DeploymentSucceeded succeeded ->
                live.with(live.revisions().succeeded(succeeded.deployment())).with(Optional.empty());
            case DeploymentFailed failed -> failed(live, failed);
            case ContainerDegraded degraded ->
                live.with(Optional.of(new Trouble(
                        degraded.deployment(), false, degraded.failure().message())));
            case ContainerRecovered _ -> live.with(Optional.empty());
            case ContainerDeletionRequested _, ContainerDeleted _ -> GONE;
        };
    }

    private static Live failed(Live live, DeploymentFailed failed) {
        boolean stale = failed.deployment() < live.revisions().requested();
        if (stale || failed.serving().isPresent()) {
            return live;
        }
        return live.with(Optional.of(
                new Trouble(failed.deployment(), true, failed.failure().message())));
    }

    /** The terms from one revision on. */
    record Change(int revision, Terms terms) {}

    /**
     * The revisions of a container as far as requests are concerned.
     *
     * @param changes by revision; most revisions change nothing, and are left out
     * @param deployments which revision each deployment runs; older ones than the serving one are forgotten
     * @param requested the newest deployment that was asked for; 0 for none
     * @param serving the newest deployment that succeeded; 0 for none
     */
    record Revisions(List<Change> changes, Map<Integer, Integer> deployments, int requested, int serving) {

        private static final Terms UNKNOWN = new Terms(true, false, Duration.ofMinutes(5), false);

        static final Revisions NONE = new Revisions(List.of(), Map.of(), 0, 0);

        public Revisions {
            changes = List.copyOf(changes);
            deployments = Map.copyOf(deployments);
        }

        /** A revision comes after all those before it. */
        Revisions configured(ContainerConfigured configured) {
            Terms terms = Terms.of(configured.spec());
            if (!changes.isEmpty() && changes.getLast().terms().equals(terms)) {
                return this;
            }
            List<Change> more = new ArrayList<>(changes);
            more.add(new Change(configured.revision(), terms));
            return new Revisions(more, deployments, requested, serving);
        }

        Revisions requested(DeploymentRequested deployment) {
            Map<Integer, Integer> more = new HashMap<>(deployments);
            more.put(deployment.deployment(), deployment.revision());
            return new Revisions(changes, more, Math.max(requested, deployment.deployment()), serving);
        }

        Revisions succeeded(int deployment) {
            if (deployment <= serving) {
                return this;
            }
            Map<Integer, Integer> rest = new HashMap<>(deployments);
            rest.keySet().removeIf(older -> older < deployment);
            return new Revisions(changes, rest, requested, deployment);
        }

        Terms terms() {
            Terms wanted = of(requested);
            return serving == 0 ? wanted : wanted.stricter(of(serving));
        }

        private Terms of(int deployment) {
            Integer revision = deployments.get(deployment);
            if (revision == null) {
                return UNKNOWN;
            }
            return changes.reversed().stream()
                    .filter(change -> change.revision() <= revision)
                    .findFirst()
                    .map(Change::terms)
                    .orElse(UNKNOWN);
        }
    }
}
