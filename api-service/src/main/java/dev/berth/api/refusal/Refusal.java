package dev.berth.api.refusal;

import dev.berth.events.Kind;
import dev.berth.events.ResourceId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Why something that was asked is not done. Nothing has changed then. */
public sealed interface Refusal {

    /** There is no such resource, or none that this caller may know of. */
    record NotFound(Kind kind, String id) implements Refusal {}

    /** Another resource has that name; {@code holder} is its id where the caller may know it. */
    record NameTaken(Kind kind, String name, Optional<ResourceId> holder) implements Refusal {}

    /** What was asked makes no sense; every fault is listed. */
    record Invalid(List<Violation> violations) implements Refusal {
        public Invalid {
            violations = List.copyOf(violations);
        }
    }

    /** The caller is known, and may not do this. */
    record Forbidden(Verb action, Kind resource) implements Refusal {}

    /** The caller is not known. */
    record Unauthenticated(Reason reason) implements Refusal {}

    /** The resource is on its way to another state, and cannot be changed meanwhile. */
    record Transient(Kind kind, String id, String state) implements Refusal {}

    /** The owner has as many of a kind as it may have. */
    record QuotaExceeded(Kind kind, ResourceId owner, long quota, long current) implements Refusal {}

    /** Not now: the same request will do later. */
    record Busy(Duration retryAfter) implements Refusal {}

    /** Nothing shows that the hostname is the caller's to use: it does not lead here. */
    record DomainUnproven(String hostname, String reason) implements Refusal {}

    static NotFound notFound(ResourceId id) {
        return new NotFound(id.kind(), id.toString());
    }

    /** What is wrong with one field, and why, in words. */
    record Violation(String field, Problem problem, String reason) {}

    /** What is wrong with a field. */
    enum Problem {
        REQUIRED,
        FORMAT,
        CONSTRAINT,
        UNKNOWN
    }

    /** What was to be done. */
    enum Verb {
        READ,
        WRITE
    }

    /** Why a caller is not known. */
    enum Reason {
        NOT_GIVEN,
        NOT_FOUND,
        EXPIRED
    }
}
