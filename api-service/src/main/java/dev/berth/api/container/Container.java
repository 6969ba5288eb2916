package dev.berth.api.container;

import static java.util.Objects.requireNonNull;

import dev.berth.api.container.ContainerCommand.ConfigureContainer;
import dev.berth.api.container.ContainerCommand.CreateContainer;
import dev.berth.api.container.ContainerCommand.DeleteContainer;
import dev.berth.api.container.ContainerCommand.FollowVariables;
import dev.berth.api.container.ContainerCommand.RecordReport;
import dev.berth.api.container.ContainerCommand.RedeployContainer;
import dev.berth.api.container.ContainerCommand.RollBackContainer;
import dev.berth.api.refusal.Refusal;
import dev.berth.api.refusal.Refusal.Invalid;
import dev.berth.api.refusal.Refusal.NameTaken;
import dev.berth.api.refusal.Refusal.Problem;
import dev.berth.api.refusal.Refusal.Transient;
import dev.berth.api.refusal.Refusal.Violation;
import dev.berth.api.refusal.Refused;
import dev.berth.events.ContainerEvent;
import dev.berth.events.ContainerEvent.Cause;
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
import dev.berth.events.ContainerId;
import dev.berth.events.Kind;
import dev.berth.events.NamespaceId;
import dev.berth.events.OrganizationId;
import dev.berth.events.ProjectId;
import dev.berth.events.spec.ContainerSpec;
import dev.berth.events.spec.Failure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The rules of one container's life: what may be asked of it, and what has then happened. */
public final class Container {

    /** What is known of a container. */
    public sealed interface State {}

    /** There never was one. */
    public record Absent() implements State {}

    /** It has a name, and no configuration yet: only between two events of the same moment. */
    public record Named(Identity identity) implements State {}

    /** It is there. */
    public sealed interface Existing extends State {
        Facts facts();
    }

    /** It is wanted. */
    public record Live(Facts facts) implements Existing {}

    /** It is on its way out; {@code hindrance} holds it, if anything does. */
    public record Deleting(Facts facts, Optional<Failure> hindrance) implements Existing {}

    /** It is gone. */
    public record Deleted(Identity identity) implements State {}

    /** What never changes of a container. */
    public record Identity(
            ContainerId id,
            NamespaceId namespace,
            ProjectId project,
            OrganizationId organization,
            String name,
            String host) {}

    /**
     * What can change of a container.
     *
     * @param revision the one that it is configured by: the newest, or an older one after a rollback
     * @param revisions every configuration it ever had, by number
     * @param images the images that revisions were pinned to
     * @param deployment what it shall run; empty before it was first deployed
     */
    public record Facts(
            Identity identity,
            int revision,
            Map<Integer, ContainerSpec> revisions,
            Map<Integer, String> images,
            Optional<Deployment> deployment) {

        public Facts {
            revisions = Map.copyOf(revisions);
            images = Map.copyOf(images);
        }

        /** Its present configuration. */
        public ContainerSpec spec() {
            return requireNonNull(revisions.get(revision));
        }
    }

    /** The wish to run a revision, and how far it has come. */
    public record Deployment(int number, int revision, int variablesRevision, Cause cause, Progress progress) {
        Deployment with(Progress next) {
            return new Deployment(number, revision, variablesRevision, cause, next);
        }
    }

    /** How far a deployment has come. */
    public sealed interface Progress {}

    /** It is not ready yet. */
    public record RollingOut() implements Progress {}

    /** It answers requests. */
    public record Serving() implements Progress {}

    /** It did not come to answer; {@code serving} is an older deployment that goes on. */
    public record Failed(Failure failure, Optional<Integer> serving) implements Progress {}

    /** It answered once, and no longer does. */
    public record Degraded(Failure failure) implements Progress {}

    public static final State INITIAL = new Absent();

    /** What happens when this is asked; nothing when it is so already. Throws {@link Refused}. */
    public static List<ContainerEvent> decide(State state, ContainerCommand command) {
        return switch (command) {
            case CreateContainer create -> create(state, create);
            case ConfigureContainer configure -> configure(live(state, configure.id()), configure);
            case RedeployContainer redeploy -> redeploy(live(state, redeploy.id()));
            case RollBackContainer rollBack -> rollBack(live(state, rollBack.id()), rollBack.revision());
            case FollowVariables follow -> followVariables(state, follow.variablesRevision());
            case DeleteContainer delete -> delete(state, delete.id());
            case RecordReport heard -> Reports.decide(state, heard.report());
        };
    }

    private static List<ContainerEvent> create(State state, CreateContainer create) {
        return switch (state) {
            case Absent _ ->
                List.of(
                        created(create),
                        new ContainerConfigured(create.id(), 1, create.spec()),
                        new DeploymentRequested(create.id(), 1, 1, create.home().variablesRevision(), Cause.CREATED));
            case Named _, Deleted _, Deleting _ -> throw taken(create);
            case Live live when live.facts().identity().name().equals(create.name()) -> List.of();
            case Live _ -> throw taken(create);
        };
    }

    private static ContainerCreated created(CreateContainer create) {
        Home home = create.home();
        return new ContainerCreated(
                create.id(), home.namespace(), home.project(), home.organization(), create.name(), create.host());
    }

    private static Refused taken(CreateContainer create) {
        return new Refused(new NameTaken(Kind.CONTAINER, create.name(), Optional.of(create.id())));
    }

    private static List<ContainerEvent> configure(Facts facts, ConfigureContainer configure) {
        ContainerSpec wanted = configure.change().apply(facts.spec());
        boolean same = wanted.equals(facts.spec());
        return same && !configure.rollOutAnyway() ? List.of() : revise(facts, wanted, Cause.CONFIGURED);
    }

    /**
     * A new revision of the same configuration: its image is resolved anew. A container that was just made is about to
     * have its image resolved for the first time; clients that deploy it at once get that rollout, not a second one.
     */
    private static List<ContainerEvent> redeploy(Facts facts) {
        boolean resolving = facts.images().isEmpty()
                && facts.deployment().stream()
                        .anyMatch(deployment ->
                                deployment.cause() == Cause.CREATED && deployment.progress() instanceof RollingOut);
        return resolving ? List.of() : revise(facts, facts.spec(), Cause.REDEPLOYED);
    }

    private static List<ContainerEvent> revise(Facts facts, ContainerSpec spec, Cause cause) {
        int revision = facts.revisions().size() + 1;
        return List.of(new ContainerConfigured(facts.identity().id(), revision, spec), deploy(facts, revision, cause));
    }

    private static List<ContainerEvent> rollBack(Facts facts, int revision) {
        if (!facts.revisions().containsKey(revision)) {
            throw new Refused(new Invalid(List.of(new Violation(
                    "revision",
                    Problem.CONSTRAINT,
                    "must be from 1 to " + facts.revisions().size()))));
        }
        ContainerSpec spec = requireNonNull(facts.revisions().get(revision));
        return isDeployed(facts, revision, spec) ? List.of() : restore(facts, revision, spec);
    }

    private static boolean isDeployed(Facts facts, int revision, ContainerSpec spec) {
        return facts.deployment()
                .map(Deployment::revision)
                .filter(deployed -> deployed == revision
                        || (spec.equals(facts.revisions().get(deployed))
                                && Objects.equals(
                                        facts.images().get(revision),
                                        facts.images().get(deployed))))
                .isPresent();
    }

    /** A new revision that is equal to an old one, with the image that the old one had; if any, it is not resolved anew. */
    private static List<ContainerEvent> restore(Facts facts, int old, ContainerSpec spec) {
        ContainerId id = facts.identity().id();
        int revision = facts.revisions().size() + 1;
        List<ContainerEvent> events = new ArrayList<>();
        events.add(new ContainerConfigured(id, revision, spec));
        Optional.ofNullable(facts.images().get(old))
                .ifPresent(image -> events.add(new ImagePinned(id, revision, image)));
        events.add(deploy(facts, revision, Cause.ROLLED_BACK));
        return events;
    }

    private static DeploymentRequested deploy(Facts facts, int revision, Cause cause) {
        int number = facts.deployment().map(Deployment::number).orElse(0) + 1;
        int variables = facts.deployment().map(Deployment::variablesRevision).orElse(1);
        return new DeploymentRequested(facts.identity().id(), number, revision, variables, cause);
    }

    private static List<ContainerEvent> followVariables(State state, int variablesRevision) {
        return switch (state) {
            case Live(Facts facts) ->
                facts.deployment().stream()
                        .filter(deployment -> deployment.variablesRevision() < variablesRevision)
                        .<ContainerEvent>map(deployment -> new DeploymentRequested(
                                facts.identity().id(),
                                deployment.number() + 1,
                                deployment.revision(),
                                variablesRevision,
                                Cause.VARIABLES_CHANGED))
                        .toList();
            case Absent _, Named _, Deleting _, Deleted _ -> List.of();
        };
    }

    private static List<ContainerEvent> delete(State state, ContainerId id) {
        return switch (state) {
            case Live _ -> List.of(new ContainerDeletionRequested(id));
            case Deleting _ -> List.of();
            case Absent _, Named _, Deleted _ -> throw new Refused(Refusal.notFound(id));
        };
    }

    private static Facts live(State state, ContainerId id) {
        return switch (state) {
            case Live(Facts facts) -> facts;
            case Deleting _ -> throw new Refused(new Transient(Kind.CONTAINER, id.toString(), "deleting"));
            case Absent _, Named _, Deleted _ -> throw new Refused(Refusal.notFound(id));
        };
    }

    /** Never refuses: the event has happened, so the state can only follow. */
    public static State evolve(State state, ContainerEvent event) {
        return switch (event) {
            case ContainerCreated created ->
                new Named(new Identity(
                        created.id(),
                        created.namespace(),
                        created.project(),
                        created.organization(),
                        created.name(),
                        created.host()));
            case ContainerConfigured configured -> configured(state, configured);
            case DeploymentRequested requested -> changed(state, facts -> deploying(facts, requested));
            case ImagePinned pinned -> changed(state, facts -> pinned(facts, pinned));
            case DeploymentSucceeded succeeded -> progressed(state, succeeded.deployment(), new Serving());
            case DeploymentFailed failed ->
                progressed(state, failed.deployment(), new Failed(failed.failure(), failed.serving()));
            case ContainerDegraded degraded ->
                progressed(state, degraded.deployment(), new Degraded(degraded.failure()));
            case ContainerRecovered recovered -> progressed(state, recovered.deployment(), new Serving());
            case DriftCorrected _ -> state;
            case ContainerDeletionRequested _ ->
                state instanceof Live(Facts facts) ? new Deleting(facts, Optional.empty()) : state;
            case DeletionHindered hindered ->
                state instanceof Deleting(Facts facts, Optional<Failure> _)
                        ? new Deleting(facts, Optional.of(hindered.failure()))
                        : state;
            case ContainerDeleted _ -> deleted(state);
        };
    }

    /** A configuration that equals the one before shares its memory: most redeployments change nothing. */
    private static State configured(State state, ContainerConfigured event) {
        return switch (state) {
            case Named(Identity identity) ->
                new Live(new Facts(
                        identity,
                        event.revision(),
                        Map.of(event.revision(), event.spec()),
                        Map.of(),
                        Optional.empty()));
            case Existing existing ->
                changed(
                        existing,
                        facts -> new Facts(
                                facts.identity(),
                                event.revision(),
                                with(
                                        facts.revisions(),
                                        event.revision(),
                                        event.spec().equals(facts.spec()) ? facts.spec() : event.spec()),
                                facts.images(),
                                facts.deployment()));
            case Absent _, Deleted _ -> state;
        };
    }

    private static Facts deploying(Facts facts, DeploymentRequested event) {
        Deployment deployment = new Deployment(
                event.deployment(), event.revision(), event.variablesRevision(), event.cause(), new RollingOut());
        int revision = event.cause() == Cause.ROLLED_BACK ? event.revision() : facts.revision();
        return new Facts(facts.identity(), revision, facts.revisions(), facts.images(), Optional.of(deployment));
    }

    private static Facts pinned(Facts facts, ImagePinned event) {
        return new Facts(
                facts.identity(),
                facts.revision(),
                facts.revisions(),
                with(facts.images(), event.revision(), event.image()),
                facts.deployment());
    }

    private static State progressed(State state, int deployment, Progress progress) {
        return changed(
                state,
                facts -> new Facts(
                        facts.identity(),
                        facts.revision(),
                        facts.revisions(),
                        facts.images(),
                        facts.deployment()
                                .map(current -> current.number() == deployment ? current.with(progress) : current)));
    }

    private static State changed(State state, UnaryOperator<Facts> change) {
        return switch (state) {
            case Live(Facts facts) -> new Live(change.apply(facts));
            case Deleting(Facts facts, Optional<Failure> hindrance) -> new Deleting(change.apply(facts), hindrance);
            case Absent _, Named _, Deleted _ -> state;
        };
    }

    private static State deleted(State state) {
        return switch (state) {
            case Named(Identity identity) -> new Deleted(identity);
            case Existing existing -> new Deleted(existing.facts().identity());
            case Absent _, Deleted _ -> state;
        };
    }

    private static <V> Map<Integer, V> with(Map<Integer, V> map, int key, V value) {
        Map<Integer, V> copy = new HashMap<>(map);
        copy.put(key, value);
        return copy;
    }

    private Container() {}
}
