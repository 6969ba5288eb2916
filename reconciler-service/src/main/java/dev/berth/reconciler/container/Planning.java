package dev.berth.reconciler.container;

import dev.berth.reconciler.container.Seen.Draining;
import dev.berth.reconciler.container.Seen.Staying;
import dev.berth.reconciler.container.Seen.Stopping;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A plan in the making: the steps that every plan is made of. */
class Planning {

    final Observed observed;
    final Rules rules;
    final Instant now;
    final List<Change> changes = new ArrayList<>();
    final List<Finding> findings = new ArrayList<>();
    private Optional<Instant> lookAgain = Optional.empty();

    Planning(Observed observed, Rules rules, Instant now) {
        this.observed = observed;
        this.rules = rules;
        this.now = now;
    }

    /** Nothing shall be left: requests are turned away at once, so nothing has to be drained. */
    Plan away(Wanted.Gone gone) {
        observed.instances().forEach(this::stop);
        if (gone.awaited() && observed.instances().isEmpty()) {
            findings.add(new Finding.Removed());
        }
        return plan(new Route.Closed());
    }

    Plan plan(Route route) {
        return new Plan(changes, findings, route, lookAgain);
    }

    /** Ends an instance that serves no request. */
    final void stop(Seen seen) {
        if (!seen.instance().running()) {
            changes.add(new Change.Remove(seen.instance()));
            return;
        }
        switch (seen.leaving()) {
            case Staying _, Draining _ -> {
                changes.add(new Change.Terminate(seen.instance()));
                lookAgainAt(now.plus(rules.grace()));
            }
            case Stopping stopping -> {
                if (passed(stopping.since(), rules.grace())) {
                    changes.add(new Change.Remove(seen.instance()));
                }
            }
        }
    }

    /** Whether so much time has passed since; if not, the plan is made again when it has. */
    final boolean passed(Instant since, Duration time) {
        Instant end = since.plus(time);
        if (end.isAfter(now)) {
            lookAgainAt(end);
            return false;
        }
        return true;
    }

    final void lookAgainAt(Instant instant) {
        lookAgain = lookAgain.filter(earlier -> earlier.isBefore(instant)).or(() -> Optional.of(instant));
    }
}
