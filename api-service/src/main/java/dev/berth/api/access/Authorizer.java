package dev.berth.api.access;

import dev.berth.api.access.Principal.KeyHolder;
import dev.berth.api.access.Principal.Platform;
import dev.berth.api.access.Scope.OfOrganization;
import dev.berth.api.access.Scope.OfPlatform;
import dev.berth.api.access.Scope.OfProject;
import dev.berth.api.refusal.Refusal;
import dev.berth.api.refusal.Refusal.Forbidden;
import dev.berth.api.refusal.Refusal.Verb;
import dev.berth.api.refusal.Refused;
import dev.berth.events.ApiKeyEvent.Right;
import dev.berth.events.Kind;
import dev.berth.events.OrganizationId;
import dev.berth.events.ProjectId;
import java.util.Optional;

/** Who may do what to whose resources. Every command and every query asks here, before anything else is done. */
public final class Authorizer {

    /** What is to be done to which kind of resource. */
    public record Action(Verb verb, Kind kind) {
        public static Action read(Kind kind) {
            return new Action(Verb.READ, kind);
        }

        public static Action write(Kind kind) {
            return new Action(Verb.WRITE, kind);
        }
    }

    /** The answer of the table. */
    public enum Verdict {
        ALLOWED,
        /** The caller may know of it, but not do this. */
        FORBIDDEN,
        /** It is somebody else's. */
        FOREIGN
    }

    /** The table itself. */
    public static Verdict verdict(Principal principal, Action action, Scope scope) {
        return switch (principal) {
            case Platform _ -> Verdict.ALLOWED;
            case KeyHolder key when mayNotWrite(key, action) -> Verdict.FORBIDDEN;
            case KeyHolder key -> verdict(key, action, scope);
        };
    }

    private static Verdict verdict(KeyHolder key, Action action, Scope scope) {
        return switch (scope) {
            case OfPlatform _ -> Verdict.FORBIDDEN;
            case OfOrganization(OrganizationId organization)
            when !organization.equals(key.organization()) -> Verdict.FOREIGN;
            case OfProject(OrganizationId organization, ProjectId _)
            when !organization.equals(key.organization()) -> Verdict.FOREIGN;
            case OfOrganization _ -> key.project().isEmpty() ? Verdict.ALLOWED : ofOwnOrganization(action);
            case OfProject(OrganizationId _, ProjectId project) ->
                key.project().isEmpty() ? Verdict.ALLOWED : ofProject(key, action, project);
        };
    }

    /** What a key of one project may do to what belongs to its organization as a whole. */
    private static Verdict ofOwnOrganization(Action action) {
        return action.equals(Action.read(Kind.ORGANIZATION)) ? Verdict.ALLOWED : Verdict.FORBIDDEN;
    }

    private static Verdict ofProject(KeyHolder key, Action action, ProjectId project) {
        if (!key.project().equals(Optional.of(project))) {
            return Verdict.FOREIGN;
        }
        return switch (action.kind()) {
            case ORGANIZATION, API_KEY -> Verdict.FORBIDDEN; // a key must not make keys that open more
            case PROJECT -> action.verb() == Verb.READ ? Verdict.ALLOWED : Verdict.FORBIDDEN;
            case NAMESPACE, CONTAINER, DOMAIN, TOKEN, TRIGGER -> Verdict.ALLOWED;
        };
    }

    /** Refuses what the table does not allow, in the way that tells no caller of what is somebody else's. */
    public static void require(Principal principal, Action action, Target target) {
        Verdict verdict = target.owner()
                .map(owner -> verdict(principal, action, owner))
                .orElseGet(() -> ofNothing(principal, action));
        switch (verdict) {
            case ALLOWED -> {}
            case FORBIDDEN -> throw forbidden(action);
            case FOREIGN -> throw foreign(action, target);
        }
    }

    /** What does not exist looks like somebody else's. */
    private static Verdict ofNothing(Principal principal, Action action) {
        return switch (principal) {
            case KeyHolder key when mayNotWrite(key, action) -> Verdict.FORBIDDEN;
            case KeyHolder _, Platform _ -> Verdict.FOREIGN;
        };
    }

    private static Refused foreign(Action action, Target target) {
        return switch (target) {
            case Target.Place _ -> forbidden(action);
            case Target.Resource resource -> new Refused(Refusal.notFound(resource.id()));
            case Target.Anywhere _ -> forbidden(action);
        };
    }

    private static boolean mayNotWrite(KeyHolder key, Action action) {
        return action.verb() == Verb.WRITE && key.right() == Right.READ;
    }

    /** All that a caller can see: the scope of a list that names none. */
    public static Scope visible(Principal principal) {
        return switch (principal) {
            case Platform _ -> new OfPlatform();
            case KeyHolder key -> Scope.of(key.organization(), key.project());
        };
    }

    private static Refused forbidden(Action action) {
        return new Refused(new Forbidden(action.verb(), action.kind()));
    }

    private Authorizer() {}
}
