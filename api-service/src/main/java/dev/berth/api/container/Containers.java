package dev.berth.api.container;

import dev.berth.api.access.Target;
import dev.berth.api.command.CommandHandler;
import dev.berth.api.command.CommandShell;
import dev.berth.api.command.Folded;
import dev.berth.api.command.Freshness;
import dev.berth.api.command.Outcome;
import dev.berth.api.command.Place;
import dev.berth.api.command.Request;
import dev.berth.api.command.Tenant;
import dev.berth.api.container.ContainerCommand.ConfigureContainer;
import dev.berth.api.container.ContainerCommand.CreateContainer;
import dev.berth.api.container.ContainerCommand.DeleteContainer;
import dev.berth.api.container.ContainerCommand.FollowVariables;
import dev.berth.api.container.ContainerCommand.RecordReport;
import dev.berth.api.container.ContainerCommand.RedeployContainer;
import dev.berth.api.container.ContainerCommand.RollBackContainer;
import dev.berth.api.namespace.Namespace;
import dev.berth.api.namespace.Namespaces;
import dev.berth.api.refusal.Refusal;
import dev.berth.api.refusal.Refusal.Transient;
import dev.berth.api.refusal.Refused;
import dev.berth.api.secrets.Sealing;
import dev.berth.api.secrets.SecretBox;
import dev.berth.api.store.Guard;
import dev.berth.api.store.NameTaken;
import dev.berth.events.ContainerEvent;
import dev.berth.events.ContainerId;
import dev.berth.events.Kind;
import dev.berth.events.NamespaceId;
import dev.berth.events.report.Report;
import dev.berth.events.spec.Secret;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;

/** Changes containers. */
@ApplicationScoped
public class Containers {

    private final ContainerAggregate aggregate = new ContainerAggregate();
    private final CommandHandler<Container.State, ContainerCommand, ContainerEvent> handler;
    private final Namespaces namespaces;
    private final SecretBox box;

    public Containers(CommandShell shell, Namespaces namespaces, SecretBox box) {
        this.handler = shell.handler(aggregate);
        this.namespaces = namespaces;
        this.box = box;
    }

    /** Makes a container and runs it. */
    public Uni<Outcome<Container.Existing>> create(Request request, NewContainer wanted) {
        Sealing sealing = box.sealing(wanted.secrets());
        return create(request, wanted, sealing, HostLabel::preferred)
                .onFailure(NameTaken.class)
                .recoverWithUni(() -> create(request, wanted, sealing, HostLabel::certain))
                .map(outcome -> outcome.as(Container.Existing.class));
    }

    private Uni<Outcome<Container.State>> create(
            Request request, NewContainer wanted, Sealing sealing, HostChoice choice) {
        return handler.create(
                request,
                wanted.id(),
                "create",
                freshness -> namespaces.place(wanted.namespace(), freshness),
                namespace -> command(wanted, Namespaces.live(namespace, wanted.namespace()), sealing, choice));
    }

    private static Uni<ContainerCommand> command(
            NewContainer wanted, Namespace.Facts namespace, Sealing sealing, HostChoice choice) {
        Namespace.Identity identity = namespace.identity();
        Home home = new Home(identity.id(), identity.project(), identity.organization(), namespace.variablesRevision());
        return sealing.in(identity.project(), Map.of())
                .map(secrets -> new CreateContainer(
                        wanted.id(),
                        home,
                        wanted.name(),
                        choice.label(wanted.name(), identity.name(), wanted.id()),
                        wanted.draft().in(namespace.spec()).withSecretEnvironment(secrets)));
    }

    /** Gives it another configuration and runs that; an equal one changes nothing. */
    public Uni<Outcome<Container.Existing>> configure(Request request, ContainerId id, ContainerChange change) {
        Sealing sealing = box.sealing(change.secrets());
        return handler.change(
                        request,
                        id,
                        "configure",
                        state -> sealed(state, sealing)
                                .map(secrets -> new ConfigureContainer(
                                        id, spec -> change.change().apply(spec, secrets), change.rollOutAnyway())))
                .map(outcome -> outcome.as(Container.Existing.class));
    }

    private static Uni<Map<String, Secret>> sealed(Container.State state, Sealing sealing) {
        return switch (state) {
            case Container.Existing existing ->
                sealing.in(
                        existing.facts().identity().project(),
                        existing.facts().spec().secretEnvironment());
            case Container.Absent _, Container.Named _, Container.Deleted _ ->
                Uni.createFrom().item(Map.of());
        };
    }

    /** Runs the same configuration again, with its image resolved anew. */
    public Uni<Outcome<Container.Existing>> redeploy(Request request, ContainerId id) {
        return change(request, "redeploy", new RedeployContainer(id));
    }

    /** Runs an older revision, with the image it had. */
    public Uni<Outcome<Container.Existing>> rollBack(Request request, ContainerId id, int revision) {
        return change(request, "roll-back", new RollBackContainer(id, revision));
    }

    /** Lets it go; its instances go first. */
    public Uni<Outcome<Container.Existing>> delete(Request request, ContainerId id) {
        return change(request, "delete", new DeleteContainer(id));
    }

    private Uni<Outcome<Container.Existing>> change(Request request, String name, ContainerCommand command) {
        return handle(request, name, command).map(outcome -> outcome.as(Container.Existing.class));
    }

    /** Runs it with the namespace's variables of that revision. */
    public Uni<Outcome<Container.State>> followVariables(Request request, ContainerId id, int variablesRevision) {
        return handle(request, "follow-variables", new FollowVariables(id, variablesRevision));
    }

    /** Takes in what a worker saw of it. */
    public Uni<Outcome<Container.State>> record(Request request, ContainerId id, Report report) {
        return handle(request, "record-report", new RecordReport(id, report));
    }

    private Uni<Outcome<Container.State>> handle(Request request, String name, ContainerCommand command) {
        return handler.change(request, command.id(), name, _ -> Uni.createFrom().item(command));
    }

    /** The container as far as its history is known. */
    public Uni<Folded<Container.State>> load(ContainerId id, Freshness freshness) {
        return handler.load(id, freshness);
    }

    /** The container as a place for what is attached to it; it must not change meanwhile, as it might be deleted. */
    public Uni<Place<Container.State>> place(ContainerId id, Freshness freshness) {
        return handler.load(id, freshness)
                .map(found -> new Place<>(
                        new Target.Resource(id, aggregate.tenant(found.state()).map(Tenant::scope)),
                        List.of(new Guard(id.stream(), found.version())),
                        found.state()));
    }

    /** What never changes of a container that is there. Throws {@link Refused} when it is not, or is on its way out. */
    public static Container.Identity live(Container.State container, ContainerId id) {
        return switch (container) {
            case Container.Live(Container.Facts facts) -> facts.identity();
            case Container.Deleting _ -> throw new Refused(new Transient(Kind.CONTAINER, id.toString(), "deleting"));
            case Container.Absent _, Container.Named _, Container.Deleted _ -> throw new Refused(Refusal.notFound(id));
        };
    }

    /** Where the containers of a namespace have their names, until nothing is left of them. */
    public static String namesIn(NamespaceId namespace) {
        return ContainerAggregate.namesIn(namespace);
    }

    /** How the host label is chosen. */
    @FunctionalInterface
    private interface HostChoice {
        String label(String container, String namespace, ContainerId id);
    }
}
