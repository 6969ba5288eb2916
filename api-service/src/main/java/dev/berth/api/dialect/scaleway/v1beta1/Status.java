package dev.berth.api.dialect.scaleway.v1beta1;

import dev.berth.api.dialect.scaleway.containers.Condition;
import java.util.Optional;

/** How a resource is, in this version's words. Old clients take any change that is not called pending for the end. */
final class Status {

    /** The word for it. */
    static String word(Condition condition) {
        return switch (condition) {
            case Condition.Creating _, Condition.Updating _ -> "pending";
            case Condition.Ready _ -> "ready";
            case Condition.Failed _ -> "error";
            case Condition.Deleting _ -> "deleting";
        };
    }

    /** What went wrong, if anything did. */
    static Optional<String> errorMessage(Condition condition) {
        return switch (condition) {
            case Condition.Creating _, Condition.Updating _, Condition.Ready _ -> Optional.empty();
            case Condition.Deleting(Optional<String> hindrance) -> hindrance;
            case Condition.Failed(String message) -> Optional.of(message);
        };
    }

    private Status() {}
}
