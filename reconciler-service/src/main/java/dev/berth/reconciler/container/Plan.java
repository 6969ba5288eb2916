package dev.berth.reconciler.container;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What to do about one container just now. Made anew at every look, from nothing but what is wanted and what is seen, so
 * that it does not matter what woke us, what was missed, or where the last attempt stopped.
 *
 * @param changes to carry out, in this order or at once
 * @param findings that the log should know
 * @param route where requests should go, with the changes carried out
 * @param lookAgain when time alone will change the plan
 */
public record Plan(List<Change> changes, List<Finding> findings, Route route, Optional<Instant> lookAgain) {

    public Plan {
        changes = List.copyOf(changes);
        findings = List.copyOf(findings);
    }

    /** The steps from what is seen to what is wanted. */
    public static Plan between(Wanted wanted, Observed observed, Rules rules, Instant now) {
        return switch (wanted) {
            case Wanted.Unheard _ -> new Plan(List.of(), List.of(), new Route.Untold(), Optional.empty());
            case Wanted.Gone gone -> new Planning(observed, rules, now).away(gone);
            case Wanted.Running running -> new Rollout(running, observed, rules, now).plan();
        };
    }
}
