package dev.berth.api.command;

import dev.berth.api.SameContext;
import dev.berth.api.access.Authorizer;
import dev.berth.api.access.Authorizer.Action;
import dev.berth.api.access.Principal;
import dev.berth.api.access.Principal.KeyHolder;
import dev.berth.api.access.Principal.Platform;
import dev.berth.api.access.Target;
import dev.berth.api.refusal.Refusal.Busy;
import dev.berth.api.refusal.Refusal.Invalid;
import dev.berth.api.refusal.Refusal.Problem;
import dev.berth.api.refusal.Refusal.Reason;
import dev.berth.api.refusal.Refusal.Unauthenticated;
import dev.berth.api.refusal.Refusal.Violation;
import dev.berth.api.refusal.Refused;
import dev.berth.api.store.Append;
import dev.berth.api.store.Appended;
import dev.berth.api.store.EventStore;
import dev.berth.api.store.Guard;
import dev.berth.api.store.LimitReached;
import dev.berth.api.store.NameTaken;
import dev.berth.api.store.StreamWrite;
import dev.berth.api.store.UniqueName;
import dev.berth.api.store.WriteConflict;
import dev.berth.events.Event;
import dev.berth.events.Provenance;
import dev.berth.events.ResourceId;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Handles the commands of one kind of resource: load, authorize, decide, append, answer.
 *
 * <p>The first attempt works from memory, which may be behind the log. An append proves it right or fails with a
 * conflict; a refusal, or finding nothing to do, proves nothing, so then too the command is decided once more from the
 * log itself.
 */
public final class CommandHandler<S, C, E extends Event> {

    private static final int RETRIES = 12;
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(2);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(200);
    private static final Duration RETRY_LATER = Duration.ofSeconds(1);

    private final Aggregate<S, C, E> aggregate;
    private final EventStore store;
    private final InstantSource clock;
    private final CommandMetrics metrics;
    private final AfterAppend afterAppend;
    private final Quotas quotas;
    private final Streams<S, C, E> streams;

    CommandHandler(
            Aggregate<S, C, E> aggregate,
            EventStore store,
            InstantSource clock,
            CommandMetrics metrics,
            AfterAppend afterAppend,
            Quotas quotas) {
        this.aggregate = aggregate;
        this.store = store;
        this.clock = clock;
        this.metrics = metrics;
        this.afterAppend = afterAppend;
        this.quotas = quotas;
        this.streams = new Streams<>(aggregate, store);
    }

    /** The resource as far as its history is known. */
    public Uni<Folded<S>> load(ResourceId id, Freshness freshness) {
        return streams.load(id, freshness);
    }

    /** Handles a command to a resource that should be there, made from its state once the caller may ask it. */
    public Uni<Outcome<S>> change(Request request, ResourceId id, String name, Function<S, Uni<C>> command) {
        return handle(
                request,
                name,
                freshness -> streams.load(id, freshness).flatMap(before -> {
                    Target target = new Target.Resource(
                            id, aggregate.tenant(before.state()).map(Tenant::scope));
                    Authorizer.require(request.principal(), Action.write(aggregate.kind()), target);
                    return command.apply(before.state())
                            .flatMap(made -> carryOut(new Attempt<>(request, id, freshness, before, List.of()), made));
                }));
    }

    /** Handles a command that makes a resource in a place, made from the place once the caller may use it. */
    public <P> Uni<Outcome<S>> create(
            Request request,
            ResourceId id,
            String name,
            Function<Freshness, Uni<Place<P>>> place,
            Function<P, Uni<C>> command) {
        return handle(
                request,
                name,
                freshness -> place.apply(freshness).flatMap(found -> {
                    Authorizer.require(request.principal(), Action.write(aggregate.kind()), found.target());
                    return Uni.combine()
                            .all()
                            .unis(command.apply(found.facts()), beforeCreation(id, freshness))
                            .asTuple()
                            .flatMap(both -> carryOut(
                                    new Attempt<>(request, id, freshness, both.getItem2(), found.guards()),
                                    both.getItem1()));
                }));
    }

    /** A new id has no history, so none is read until something speaks against it. */
    private Uni<Folded<S>> beforeCreation(ResourceId id, Freshness freshness) {
        return switch (freshness) {
            case REMEMBERED -> Uni.createFrom().item(Folded.initial(aggregate));
            case CURRENT -> streams.load(id, freshness);
        };
    }

    private Uni<Outcome<S>> handle(Request request, String name, Function<Freshness, Uni<Outcome<S>>> attempt) {
        return metrics.timed(
                name,
                () -> Uni.createFrom()
                        .deferred(() -> attempt.apply(Freshness.REMEMBERED))
                        .onFailure(CommandHandler::provesNothing)
                        .recoverWithUni(() -> fromTheLog(attempt))
                        .onFailure(WriteConflict.class)
                        .transform(conflict -> afterConflict(request.principal(), conflict))
                        .onFailure(NameTaken.class)
                        .transform(this::afterTaken)
                        .onFailure(LimitReached.class)
                        .transform(reached -> new Refused(Quotas.exceeded(reached)))
                        .onItem()
                        .call(outcome -> outcome.events().isEmpty() ? confirm(request.principal()) : done())
                        .onFailure(Refused.class)
                        .recoverWithUni(refused -> confirm(request.principal())
                                .onItem()
                                .transformToUni(_ -> Uni.createFrom().failure(refused))));
    }

    private static boolean provesNothing(Throwable failure) {
        return failure instanceof Refused || failure instanceof WriteConflict || failure instanceof NothingToDo;
    }

    /** Losers of a race wait for a moment of chance, lest they meet again. */
    private Uni<Outcome<S>> fromTheLog(Function<Freshness, Uni<Outcome<S>>> attempt) {
        return SameContext.of(Uni.createFrom()
                .deferred(() -> attempt.apply(Freshness.CURRENT))
                .onFailure(WriteConflict.class)
                .retry()
                .withBackOff(SHORTEST_PAUSE, LONGEST_PAUSE)
                .withJitter(1.0)
                .atMost(RETRIES));
    }

    private Uni<Outcome<S>> carryOut(Attempt<S> attempt, C command) {
        List<E> events = aggregate.decide(attempt.before().state(), command);
        if (!events.isEmpty()) {
            return append(attempt, events);
        }
        return switch (attempt.freshness()) {
            case REMEMBERED -> Uni.createFrom().failure(new NothingToDo());
            case CURRENT -> Uni.createFrom().item(attempt.before().outcome(List.of()));
        };
    }

    private Uni<Outcome<S>> append(Attempt<S> attempt, List<E> events) {
        Request request = attempt.request();
        if (isStale(request.principal(), attempt)) {
            return Uni.createFrom().failure(revoked());
        }
        Append append = new Append(
                List.of(write(attempt, events)),
                guards(attempt),
                request.idempotencyKey().map(key -> request.principal().actor() + "/" + key),
                new Provenance(request.principal().actor(), request.id(), request.causation(), request.traceparent()),
                clock.instant());
        return store.append(append).flatMap(appended -> answer(attempt, appended));
    }

    private Uni<Outcome<S>> answer(Attempt<S> attempt, Appended appended) {
        if (!appended.repeated()) {
            Folded<S> after = streams.remember(attempt.id(), attempt.before(), appended.events());
            afterAppend.appended(appended.events());
            return Uni.createFrom().item(after.outcome(appended.events()));
        }
        Event first = appended.events().getFirst().event();
        if (!aggregate.events().isInstance(first)) {
            throw new Refused(new Invalid(List.of(
                    new Violation("idempotency_key", Problem.CONSTRAINT, "was used before, for something else"))));
        }
        return streams.load(first.id(), Freshness.CURRENT).map(folded -> folded.outcome(appended.events()));
    }

    private StreamWrite write(Attempt<S> attempt, List<E> events) {
        S state = attempt.before().state();
        List<UniqueName> claims = new ArrayList<>();
        List<UniqueName> frees = new ArrayList<>();
        int more = 0;
        for (E event : events) {
            NameChange change = aggregate.names(state, event);
            claims.addAll(change.claims());
            frees.addAll(change.frees());
            more += aggregate.counted(event);
            state = aggregate.evolve(state, event);
        }
        Tenant tenant = aggregate.tenant(state).orElseThrow();
        return new StreamWrite(
                attempt.id().stream(),
                attempt.before().version(),
                tenant.organization(),
                tenant.project(),
                tenant.namespace(),
                events,
                claims,
                frees,
                quotas.counts(aggregate.kind(), tenant, more));
    }

    /** A key that changes itself is no guard of its own: it must be the very one that was shown. */
    private static boolean isStale(Principal principal, Attempt<?> attempt) {
        return principal instanceof KeyHolder key
                && key.key().equals(attempt.id())
                && key.version() != attempt.before().version();
    }

    /** The caller's key is a guard: what it writes is only written while it is valid. */
    private static List<Guard> guards(Attempt<?> attempt) {
        List<Guard> guards = new ArrayList<>(attempt.guards());
        if (attempt.request().principal() instanceof KeyHolder key && !key.key().equals(attempt.id())) {
            guards.add(new Guard(key.key().stream(), key.version()));
        }
        return guards;
    }

    private static Refused afterConflict(Principal principal, WriteConflict conflict) {
        return principal instanceof KeyHolder key && key.key().stream().equals(conflict.stream())
                ? revoked()
                : new Refused(new Busy(RETRY_LATER));
    }

    private Throwable afterTaken(NameTaken taken) {
        return aggregate.taken(taken).<Throwable>map(Refused::new).orElse(taken);
    }

    /** Nothing was appended, so nothing has yet shown that the caller's key is still valid. */
    private Uni<Void> confirm(Principal principal) {
        return switch (principal) {
            case Platform _ -> done();
            case KeyHolder key ->
                store.version(key.key().stream())
                        .flatMap(version -> version == key.version()
                                ? done()
                                : Uni.createFrom().failure(revoked()));
        };
    }

    private static Refused revoked() {
        return new Refused(new Unauthenticated(Reason.NOT_FOUND));
    }

    private static Uni<Void> done() {
        return Uni.createFrom().voidItem();
    }

    /** One try at a command. */
    private record Attempt<S>(
            Request request, ResourceId id, Freshness freshness, Folded<S> before, List<Guard> guards) {}

    /** From memory there was nothing to do. */
    private static final class NothingToDo extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NothingToDo() {
            super("nothing to do", null, false, false);
        }
    }
}
