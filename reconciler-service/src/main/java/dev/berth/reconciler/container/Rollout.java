package dev.berth.reconciler.container;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingInt;
import static java.util.stream.Collectors.toSet;

import dev.berth.events.spec.Failure;
import dev.berth.reconciler.container.Change.Bury;
import dev.berth.reconciler.container.Change.Calm;
import dev.berth.reconciler.container.Change.Drain;
import dev.berth.reconciler.container.Change.Exit;
import dev.berth.reconciler.container.Change.Forgive;
import dev.berth.reconciler.container.Change.Lifeless;
import dev.berth.reconciler.container.Change.Remove;
import dev.berth.reconciler.container.Change.Silence;
import dev.berth.reconciler.container.Change.Start;
import dev.berth.reconciler.container.Change.Stuck;
import dev.berth.reconciler.container.Change.Undrain;
import dev.berth.reconciler.container.Finding.Broken;
import dev.berth.reconciler.container.Finding.Failing;
import dev.berth.reconciler.container.Finding.Healthy;
import dev.berth.reconciler.container.Readiness.Dead;
import dev.berth.reconciler.container.Readiness.Ready;
import dev.berth.reconciler.container.Readiness.Starting;
import dev.berth.reconciler.container.Readiness.Unready;
import dev.berth.reconciler.container.Seen.Draining;
import dev.berth.reconciler.container.Seen.Staying;
import dev.berth.reconciler.container.Seen.Stopping;
import dev.berth.reconciler.container.Wanted.Failed;
import dev.berth.reconciler.container.Wanted.Pending;
import dev.berth.reconciler.container.Wanted.Running;
import dev.berth.reconciler.container.Wanted.Succeeded;
import dev.berth.reconciler.engine.Instance;
import dev.berth.reconciler.engine.InstanceId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Plans how the target comes to answer: beside whatever answers now, which is drained only when enough of the target
 * answers, and which goes on when the target is given up. Only what writes to volumes is never beside another that does:
 * then what was there ends first, and is started again when the target is given up.
 */
final class Rollout extends Planning {

    /** As often it is looked whether what runs has been asked by now. */
    private static final Duration UNASKED = Duration.ofMillis(50);

    private final Running wanted;
    private final Target target;
    private final Trouble trouble;
    private final boolean givenUp;
    private final Copies copies;

    /** Whether others that write to volumes make way for the target. */
    private final boolean takesOver;

    /** Those that stay as they are, less whatever the steps so far take out of service. */
    private List<Seen> active = new ArrayList<>();

    private final List<Seen> draining = new ArrayList<>();

    Rollout(Running wanted, Observed observed, Rules rules, Instant now) {
        super(observed, rules, now);
        this.wanted = wanted;
        this.target = wanted.target();
        this.trouble = observed.trouble(target.number());
        this.givenUp = isGivenUp();
        this.copies = givenUp ? Copies.NONE : copies();
        this.takesOver = target.writes() && target.isPrepared() && !givenUp;
    }

    Plan plan() {
        observed.instances().forEach(this::tidy);
        List<Seen> answering = answering(target);
        List<Seen> older = older();
        boolean enough = !givenUp && answering.size() >= copies.least();
        tell(answering);
        keepOthers(enough ? List.of() : older, enough);
        steer(target, copies);
        return plan(route(enough, older));
    }

    private boolean isGivenUp() {
        return switch (wanted.phase()) {
            case Failed _ -> true;
            case Pending _ -> trouble.hopeless() || trouble.times() >= rules.attempts();
            case Succeeded _ -> false;
        };
    }

    /**
     * A new deployment is tried once, even when nobody asks for it: only then may it be called ready. Where the engine
     * finds the number, which it cannot before there is traffic, it begins with as many as answered before.
     */
    private Copies copies() {
        return switch (wanted.phase()) {
            case Pending _ -> observed.target().atLeast(answeringOthers());
            case Succeeded _, Failed _ -> observed.target();
        };
    }

    private int answeringOthers() {
        return (int) observed.instances().stream()
                .filter(seen -> !seen.is(target) && seen.answers())
                .count();
    }

    /** Deals with what has ended, is about to end, or should. What remains is active. */
    private void tidy(Seen seen) {
        switch (seen.instance().state()) {
            case Instance.Prepared _ -> changes.add(new Remove(seen.instance()));
            case Instance.Ended ended -> tidyEnded(seen, ended);
            case Instance.Waiting waiting -> tidyWaiting(seen, waiting);
            case Instance.Running _ -> tidyRunning(seen);
        }
    }

    private void tidyEnded(Seen seen, Instance.Ended ended) {
        Optional<Target> owner = owner(seen);
        if (seen.staying() && owner.isPresent()) {
            changes.add(new Bury(seen.instance(), owner.get(), new Exit(ended)));
        } else {
            changes.add(new Remove(seen.instance()));
        }
    }

    /** An image that cannot be had is never had; room on the cluster may be made. */
    private void tidyWaiting(Seen seen, Instance.Waiting waiting) {
        Target owner = owner(seen).orElse(target);
        Optional<Failure> trouble = waiting.trouble()
                .filter(failure -> Trouble.isFinal(failure) || passed(waiting.since(), rules.startup(owner.spec())));
        if (!seen.staying()) {
            stop(seen);
        } else if (trouble.isPresent()) {
            changes.add(new Bury(seen.instance(), owner, new Stuck(trouble.get())));
        } else {
            active.add(seen);
        }
    }

    private void tidyRunning(Seen seen) {
        switch (seen.leaving()) {
            case Stopping _ -> stop(seen);
            case Draining leaving -> tidyDraining(seen, leaving);
            case Staying _ -> tidyActive(seen);
        }
    }

    private void tidyDraining(Seen seen, Draining leaving) {
        if (leaving.free() || passed(leaving.since(), longestRequest())) {
            stop(seen);
        } else {
            draining.add(seen);
        }
    }

    private void tidyActive(Seen seen) {
        Target owner = owner(seen).orElse(target);
        switch (seen.readiness()) {
            case Dead dead -> changes.add(new Bury(seen.instance(), owner, new Lifeless(dead.finding())));
            case Starting starting -> {
                boolean late = passed(seen.since(), rules.startup(owner.spec()));
                if (late && !seen.unasked()) {
                    changes.add(new Bury(seen.instance(), owner, new Silence(starting.finding())));
                } else {
                    active.add(seen);
                    if (late) { // it runs since before our time
                        lookAgainAt(now.plus(UNASKED));
                    }
                }
            }
            case Ready _, Unready _ -> active.add(seen);
        }
    }

    private Optional<Target> owner(Seen seen) {
        return Stream.concat(Stream.of(target), wanted.fallback().stream())
                .filter(seen::is)
                .findFirst();
    }

    /** Whether it writes to volumes, or may, as nobody knows any more what it is. */
    private boolean writes(Seen seen) {
        return owner(seen).map(Target::writes).orElse(true);
    }

    /** A request may take as long as its deployment says. */
    private Duration longestRequest() {
        Duration own = target.spec().timeout();
        return wanted.fallback()
                .map(last -> last.spec().timeout())
                .filter(other -> other.compareTo(own) > 0)
                .orElse(own);
    }

    private List<Seen> answering(Target of) {
        return active.stream().filter(seen -> seen.is(of) && seen.answers()).toList();
    }

    /** The newest that answer and are not the target: they go on until it does. No request goes back to what was replaced. */
    private List<Seen> older() {
        int succeeded = succeeded();
        List<Seen> others = active.stream()
                .filter(seen -> seen.answers() && !seen.is(target))
                .filter(seen -> seen.instance().deployment() >= succeeded)
                .filter(seen -> !wanted.failed().contains(seen.instance().deployment()))
                .filter(seen -> !(takesOver && writes(seen)))
                .toList();
        int newest = others.stream()
                .mapToInt(seen -> seen.instance().deployment())
                .max()
                .orElse(0);
        return others.stream()
                .filter(seen -> seen.instance().deployment() == newest)
                .toList();
    }

    /** The deployment that answered last, as far as the log knows; whatever it replaced has a smaller number. */
    private int succeeded() {
        return switch (wanted.phase()) {
            case Succeeded _ -> target.number();
            case Pending _, Failed _ -> wanted.fallback().map(Target::number).orElse(0);
        };
    }

    private void keepOthers(List<Seen> older, boolean enough) {
        Optional<Target> fallback = wanted.fallback()
                .filter(last -> !enough && isNewest(last, older))
                .filter(last -> !(takesOver && last.writes()));
        Set<InstanceId> kept = older.stream().map(seen -> seen.instance().id()).collect(toSet());
        others().stream()
                .filter(seen -> !kept.contains(seen.instance().id()))
                .filter(seen -> fallback.filter(seen::is).isEmpty())
                .forEach(this::leave);
        fallback.ifPresent(last -> steer(last, observed.fallback()));
    }

    /** Unless something newer answers, of whose success the log has only not heard yet. */
    private static boolean isNewest(Target fallback, List<Seen> older) {
        return older.stream().allMatch(seen -> seen.instance().deployment() <= fallback.number());
    }

    private List<Seen> others() {
        return active.stream().filter(seen -> !seen.is(target)).toList();
    }

    /** Brings the number of instances of a deployment to what is wanted. */
    private void steer(Target of, Copies wantedCopies) {
        List<Seen> own = active.stream().filter(seen -> seen.is(of)).toList();
        int missing = wantedCopies.least() - own.size();
        if (missing > 0) {
            more(of, missing);
        } else {
            int surplus = Math.max(0, own.size() - wantedCopies.most());
            own.stream().sorted(dispensable()).limit(surplus).forEach(this::leave);
        }
    }

    private void more(Target of, int missing) {
        List<Seen> back =
                draining.stream().filter(seen -> seen.is(of)).limit(missing).toList();
        back.forEach(this::takeBack);
        int fresh = missing - back.size();
        if (fresh > 0 && of.isPrepared() && mayStart(of)) {
            changes.add(new Start(of, standing(of) + fresh));
        }
    }

    /** How many of it were not told to end. */
    private int standing(Target of) {
        return (int) Stream.concat(active.stream(), draining.stream())
                .filter(seen -> seen.is(of))
                .count();
    }

    /** Whether it is worth it, and when, is known only when what fell has been looked at. */
    private boolean mayStart(Target of) {
        if (of.writes() && observed.instances().stream().anyMatch(this::writes)) {
            return false; // it is looked at again when that one has gone
        }
        if (changes.stream()
                .anyMatch(change -> change instanceof Bury bury && bury.target().equals(of))) {
            return false;
        }
        Instant notBefore = observed.trouble(of.number()).notBefore();
        if (notBefore.isAfter(now)) {
            lookAgainAt(notBefore);
            return false;
        }
        return true;
    }

    private void takeBack(Seen seen) {
        changes.add(new Undrain(seen.instance()));
        draining.remove(seen);
        active.add(seen.staying() ? seen : stayingAgain(seen));
    }

    private static Seen stayingAgain(Seen seen) {
        return new Seen(seen.instance(), seen.readiness(), new Staying(), seen.inFlight());
    }

    /** The first are missed least. */
    private static Comparator<Seen> dispensable() {
        return comparing(Seen::answers)
                .thenComparing(comparingInt(Seen::inFlight))
                .thenComparing(Seen::since, Comparator.reverseOrder());
    }

    private void leave(Seen seen) {
        active.remove(seen);
        if (seen.answers()) {
            changes.add(new Drain(seen.instance()));
            draining.add(seen);
        } else {
            stop(seen);
        }
    }

    /** What the log should know of the target. */
    private void tell(List<Seen> answering) {
        switch (wanted.phase()) {
            case Failed _ -> {}
            case Pending _ -> tellPending(answering);
            case Succeeded succeeded -> tellSucceeded(succeeded, answering);
        }
        if (trouble.times() > 0 && !answering.isEmpty()) {
            forgive(answering);
        }
    }

    private void forgive(List<Seen> answering) {
        if (answering.stream().anyMatch(seen -> readyFor(seen, rules.forgiveness()))) {
            changes.add(new Forgive(target.number()));
        } else if (trouble.acute()) {
            changes.add(new Calm(target.number()));
        }
    }

    private void tellPending(List<Seen> answering) {
        if (givenUp) {
            Optional<Integer> serving = wanted.fallback().map(Target::number);
            trouble.last().ifPresent(failure -> findings.add(new Broken(target.deployment(), failure, serving)));
        } else if (answering.size() >= copies.least()) {
            findings.add(new Finding.Ready(target.deployment()));
        }
    }

    private void tellSucceeded(Succeeded succeeded, List<Seen> answering) {
        if (succeeded.degraded()) {
            if (answering.stream().anyMatch(seen -> readyFor(seen, rules.settling(trouble.times())))) {
                findings.add(new Healthy(target.deployment(), succeeded.degradations()));
            }
        } else if (copies.least() > 0 && answering.isEmpty()) {
            failure()
                    .ifPresent(failure ->
                            findings.add(new Failing(target.deployment(), succeeded.degradations() + 1, failure)));
        }
    }

    private Optional<Failure> failure() {
        return trouble.last()
                .filter(_ -> trouble.acute())
                .or(() -> active.stream()
                        .filter(seen -> seen.is(target))
                        .map(Seen::readiness)
                        .filter(Unready.class::isInstance)
                        .map(Unready.class::cast)
                        .map(unready -> new Failure(Failure.Reason.PROBE_FAILED, unready.finding()))
                        .findFirst());
    }

    private boolean readyFor(Seen seen, Duration time) {
        return seen.readiness() instanceof Ready ready && passed(ready.since(), time);
    }

    /** Made last: it counts with the steps above carried out. */
    private Route route(boolean enough, List<Seen> older) {
        List<Seen> taking = enough || older.isEmpty() ? answering(target) : older;
        Target limits = taking.stream()
                .findFirst()
                .flatMap(this::owner)
                .or(() -> givenUp ? wanted.fallback() : Optional.empty())
                .orElse(target);
        List<Seen> still = taking.stream().filter(active::contains).toList();
        return new Route.Open(limits, instances(still), instances(draining));
    }

    private static List<Instance> instances(List<Seen> seen) {
        return seen.stream().map(Seen::instance).toList();
    }
}
