package dev.berth.api.tenancy;

import dev.berth.api.access.Scope.OfOrganization;
import dev.berth.api.access.Target;
import dev.berth.api.command.CommandHandler;
import dev.berth.api.command.CommandShell;
import dev.berth.api.command.Folded;
import dev.berth.api.command.Freshness;
import dev.berth.api.command.Outcome;
import dev.berth.api.command.Place;
import dev.berth.api.command.Request;
import dev.berth.api.refusal.Refusal.Invalid;
import dev.berth.api.refusal.Refusal.Problem;
import dev.berth.api.refusal.Refusal.Violation;
import dev.berth.api.refusal.Refused;
import dev.berth.api.store.Guard;
import dev.berth.api.tenancy.ApiKeyCommand.IssueApiKey;
import dev.berth.api.tenancy.ApiKeyCommand.RevokeApiKey;
import dev.berth.api.tenancy.ApiKeyCommand.RotateApiKey;
import dev.berth.events.ApiKeyEvent;
import dev.berth.events.ApiKeyId;
import dev.berth.events.OrganizationId;
import dev.berth.events.ProjectId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Changes API keys. */
@ApplicationScoped
public class ApiKeys {

    private final CommandHandler<ApiKey.State, ApiKeyCommand, ApiKeyEvent> handler;
    private final Projects projects;

    public ApiKeys(CommandShell shell, Projects projects) {
        this.handler = shell.handler(new ApiKeyAggregate());
        this.projects = projects;
    }

    /** Lets a new key sign in. */
    public Uni<Outcome<ApiKey.Existing>> issue(Request request, NewApiKey wanted) {
        return handler.create(
                        request,
                        wanted.id(),
                        "issue",
                        freshness -> place(wanted, freshness),
                        project -> Uni.createFrom().item(command(wanted, project)))
                .map(outcome -> outcome.as(ApiKey.Existing.class));
    }

    /** The project that requests with the key go to must stay while the key is issued. */
    private Uni<Place<Folded<Project.State>>> place(NewApiKey wanted, Freshness freshness) {
        Target target = new Target.Place(wanted.organization(), Optional.of(new OfOrganization(wanted.organization())));
        ProjectId project = wanted.project().orElse(wanted.defaultProject());
        return projects.load(project, freshness)
                .map(found -> new Place<>(target, List.of(new Guard(project.stream(), found.version())), found));
    }

    private static IssueApiKey command(NewApiKey wanted, Folded<Project.State> project) {
        requireLive(project.state(), wanted.organization());
        if (wanted.project().isPresent() && !wanted.project().get().equals(wanted.defaultProject())) {
            throw invalid("default_project_id", "must be the project that the key is limited to");
        }
        return new IssueApiKey(
                wanted.id(),
                wanted.organization(),
                wanted.project(),
                wanted.defaultProject(),
                wanted.right(),
                wanted.credentials().accessKey(),
                wanted.credentials().secretSha256(),
                wanted.description(),
                wanted.expiresAt());
    }

    /** A project of somebody else looks like none. */
    private static void requireLive(Project.State project, OrganizationId organization) {
        boolean live = switch (project) {
            case Project.Live(Project.Identity identity) ->
                identity.organization().equals(organization);
            case Project.Absent _, Project.Deleting _, Project.Deleted _ -> false;
        };
        if (!live) {
            throw invalid("project_id", "there is no such project in the organization");
        }
    }

    private static Refused invalid(String field, String reason) {
        return new Refused(new Invalid(List.of(new Violation(field, Problem.CONSTRAINT, reason))));
    }

    /** Gives it another secret; the one before signs in no more, from now on, on every instance. */
    public Uni<Outcome<ApiKey.Existing>> rotate(Request request, ApiKeyId id, String secret) {
        RotateApiKey rotate = new RotateApiKey(id, Credentials.sha256(secret));
        return handler.change(request, id, "rotate", _ -> Uni.createFrom().item(rotate))
                .map(outcome -> outcome.as(ApiKey.Existing.class));
    }

    /** Lets it sign in no more, from now on, on every instance. */
    public Uni<Outcome<ApiKey.Existing>> revoke(Request request, ApiKeyId id) {
        return handler.change(request, id, "revoke", _ -> Uni.createFrom().item(new RevokeApiKey(id)))
                .map(outcome -> outcome.as(ApiKey.Existing.class));
    }

    /** Where the valid keys that open only this project are named. */
    public static String namesIn(ProjectId project) {
        return ApiKeyAggregate.ofProject(project);
    }

    Uni<Folded<ApiKey.State>> load(ApiKeyId id, Freshness freshness) {
        return handler.load(id, freshness);
    }
}
