package dev.berth.api.process;

import dev.berth.api.access.Principal.Platform;
import dev.berth.api.command.CommandShell;
import dev.berth.api.command.Request;
import dev.berth.api.command.Unfinished;
import dev.berth.events.ApiKeyEvent;
import dev.berth.events.ContainerEvent;
import dev.berth.events.ContainerEvent.ContainerDeleted;
import dev.berth.events.ContainerEvent.ContainerDeletionRequested;
import dev.berth.events.DomainEvent;
import dev.berth.events.Event;
import dev.berth.events.NamespaceEvent;
import dev.berth.events.NamespaceEvent.NamespaceConfigured;
import dev.berth.events.NamespaceEvent.NamespaceCreated;
import dev.berth.events.NamespaceEvent.NamespaceDeleted;
import dev.berth.events.NamespaceEvent.NamespaceDeletionRequested;
import dev.berth.events.NamespaceEvent.VariablesRolledOut;
import dev.berth.events.NamespaceId;
import dev.berth.events.OrganizationEvent;
import dev.berth.events.ProjectEvent;
import dev.berth.events.ProjectEvent.ProjectCreated;
import dev.berth.events.ProjectEvent.ProjectDeleted;
import dev.berth.events.ProjectEvent.ProjectDeletionRequested;
import dev.berth.events.ProjectId;
import dev.berth.events.Recorded;
import dev.berth.events.StreamId;
import dev.berth.events.TokenEvent;
import dev.berth.events.TriggerEvent;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Drives processes: at once when this instance appends what calls for one, and by a sweep over all that is unfinished,
 * which takes up what a crash, or another instance's crash, has left. Each may be advanced any number of times.
 */
@ApplicationScoped
class Processes {

    private static final Logger LOG = Logger.getLogger(Processes.class);
    private static final String ACTOR = "processes";

    private final VariablesRollout rollout;
    private final NamespaceDeletion namespaceDeletion;
    private final ProjectDeletion projectDeletion;
    private final Attached attached;
    private final Everyone everyone;
    private final MeterRegistry metrics;

    Processes(
            VariablesRollout rollout,
            NamespaceDeletion namespaceDeletion,
            ProjectDeletion projectDeletion,
            Attached attached,
            Everyone everyone,
            MeterRegistry metrics) {
        this.rollout = rollout;
        this.namespaceDeletion = namespaceDeletion;
        this.projectDeletion = projectDeletion;
        this.attached = attached;
        this.everyone = everyone;
        this.metrics = metrics;
    }

    /** From now on, what is appended here wakes its process. */
    void listenTo(CommandShell shell) {
        shell.listen(this::appended);
    }

    private void appended(List<Recorded<Event>> events) {
        for (Recorded<Event> recorded : events) {
            after(recorded).ifPresent(step -> step.take().subscribe().with(_ -> {}, failure -> {}));
        }
    }

    private Optional<Step> after(Recorded<Event> recorded) {
        Request request = because(recorded);
        return switch (recorded.event()) {
            case NamespaceEvent event -> after(request, event);
            case ProjectEvent event -> after(request, event);
            case ContainerDeleted deleted ->
                step("namespace-deletion", () -> namespaceDeletion.finishIfEmpty(request, deleted.id()));
            case ContainerDeletionRequested requested ->
                step("removal-of-attached", () -> attached.remove(request, requested.id()));
            case ContainerEvent _, OrganizationEvent _, ApiKeyEvent _, DomainEvent _, TokenEvent _, TriggerEvent _ ->
                Optional.empty();
        };
    }

    private Optional<Step> after(Request request, NamespaceEvent event) {
        return switch (event) {
            case NamespaceConfigured configured
            when configured.variablesRevision() == configured.revision() ->
                step("variables-rollout", () -> rollout.advance(request, configured.id()));
            case NamespaceDeletionRequested requested ->
                step("namespace-deletion", () -> namespaceDeletion.advance(request, requested.id()));
            case NamespaceDeleted deleted ->
                step("project-deletion", () -> projectDeletion.finishIfEmpty(request, deleted.id()));
            case NamespaceCreated _, NamespaceConfigured _, VariablesRolledOut _ -> Optional.empty();
        };
    }

    private Optional<Step> after(Request request, ProjectEvent event) {
        return switch (event) {
            case ProjectDeletionRequested requested ->
                step("project-deletion", () -> projectDeletion.advance(request, requested.id()));
            case ProjectCreated _, ProjectDeleted _ -> Optional.empty();
        };
    }

    private static Request because(Recorded<Event> recorded) {
        return new Request(
                new Platform(ACTOR),
                recorded.provenance().correlation(),
                recorded.provenance().traceparent(),
                Optional.of(recorded.eventId().toString()),
                Optional.empty());
    }

    /** One look at all that is unfinished, from the outside in: a project's end begins that of its namespaces. */
    Uni<Void> sweep() {
        return sweep(Unfinished.PROJECT_DELETIONS, id -> projectDeletion.advance(request(), new ProjectId(id.value())))
                .flatMap(_ -> sweep(
                        Unfinished.NAMESPACE_DELETIONS,
                        id -> namespaceDeletion.advance(request(), new NamespaceId(id.value()))))
                .flatMap(_ ->
                        sweep(Unfinished.ROLLOUTS, id -> rollout.advance(request(), new NamespaceId(id.value()))));
    }

    private static Request request() {
        return Request.of(new Platform(ACTOR), UUID.randomUUID().toString(), Optional.empty());
    }

    /** One in trouble does not hold up the others. */
    private Uni<Void> sweep(Unfinished list, Advance advance) {
        return everyone.in(
                list.scope(),
                id -> guarded(list.scope(), () -> advance.of(id)).onFailure().recoverWithNull());
    }

    private Optional<Step> step(String process, Supplier<Uni<Void>> work) {
        return Optional.of(() -> guarded(process, work));
    }

    private Uni<Void> guarded(String process, Supplier<Uni<Void>> work) {
        return Uni.createFrom().deferred(work::get).onFailure().invoke(failure -> {
            metrics.counter("berth.processes.failures", "process", process).increment();
            LOG.warnf(failure, "%s did not come to its end; the next sweep takes it up", process);
        });
    }

    /** Advances the process of one resource. */
    @FunctionalInterface
    private interface Advance {
        Uni<Void> of(StreamId id);
    }
}
