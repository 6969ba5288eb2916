package dev.berth.api.dialect.scaleway.v1;

import dev.berth.api.dialect.scaleway.containers.Condition;
import java.util.Optional;

/** How a resource is, in this version's words. */
final class Status {

    /** The word for it. */
    static String word(Condition condition) {
        return switch (condition) {
            case Condition.Creating _ -> "creating";
            case Condition.Updating _ -> "updating";
            case Condition.Ready _ -> "ready";
            case Condition.Failed _ -> "error";
            case Condition.Deleting _ -> "deleting";
        };
    }

    /** The error message of a container; left out while it is changing, unless something keeps it from that. */
    static Optional<String> errorMessage(Condition condition) {
        return switch (condition) {
            case Condition.Creating _, Condition.Updating _ -> Optional.empty();
            case Condition.Deleting(Optional<String> hindrance) -> hindrance;
            case Condition.Ready _ -> Optional.of("");
            case Condition.Failed(String message) -> Optional.of(message);
        };
    }

    private Status() {}
}
