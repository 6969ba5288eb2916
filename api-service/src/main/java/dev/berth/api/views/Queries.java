package dev.berth.api.views;

import dev.berth.api.access.Scope;
import dev.berth.api.refusal.Refusal.Busy;
import dev.berth.api.refusal.Refused;
import dev.berth.events.ApiKeyId;
import dev.berth.events.ContainerId;
import dev.berth.events.DomainId;
import dev.berth.events.Kind;
import dev.berth.events.NamespaceId;
import dev.berth.events.OrganizationId;
import dev.berth.events.ProjectId;
import dev.berth.events.ResourceId;
import dev.berth.events.TokenId;
import dev.berth.events.TriggerId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What there is. Every answer holds all that was acknowledged before the question, whichever instance acknowledged it;
 * when the views do not get there in time, the question is refused as {@link Busy}, rather than answered with
 * what is stale. The scope is what the caller may
 * see; deciding that is not done here.
 */
@ApplicationScoped
public class Queries {

    /** A view that cannot follow its history needs an operator, or a newer version of Berth. */
    private static final Duration STUCK = Duration.ofMinutes(1);

    private final Freshness freshness;

    Queries(Freshness freshness) {
        this.freshness = freshness;
    }

    public Uni<Optional<OrganizationView>> organization(Scope scope, OrganizationId id) {
        return one(scope, id, OrganizationView.class);
    }

    public Uni<Optional<ProjectView>> project(Scope scope, ProjectId id) {
        return one(scope, id, ProjectView.class);
    }

    public Uni<Optional<ApiKeyView>> apiKey(Scope scope, ApiKeyId id) {
        return one(scope, id, ApiKeyView.class);
    }

    public Uni<Optional<NamespaceView>> namespace(Scope scope, NamespaceId id) {
        return one(scope, id, NamespaceView.class);
    }

    public Uni<Optional<ContainerView>> container(Scope scope, ContainerId id) {
        return one(scope, id, ContainerView.class);
    }

    public Uni<Optional<DomainView>> domain(Scope scope, DomainId id) {
        return one(scope, id, DomainView.class);
    }

    public Uni<Optional<TokenView>> token(Scope scope, TokenId id) {
        return one(scope, id, TokenView.class);
    }

    public Uni<Optional<TriggerView>> trigger(Scope scope, TriggerId id) {
        return one(scope, id, TriggerView.class);
    }

    /** A page of a list; pages count from 1, and one past the last is empty. */
    public Uni<Page<OrganizationView>> organizations(Scope scope, Filter filter, Order order, int page, int pageSize) {
        return page(Kind.ORGANIZATION, OrganizationView.class, scope, filter, order, page, pageSize);
    }

    /** A page of a list; pages count from 1, and one past the last is empty. */
    public Uni<Page<ProjectView>> projects(Scope scope, Filter filter, Order order, int page, int pageSize) {
        return page(Kind.PROJECT, ProjectView.class, scope, filter, order, page, pageSize);
    }

    /** A page of a list; pages count from 1, and one past the last is empty. */
    public Uni<Page<ApiKeyView>> apiKeys(Scope scope, Filter filter, Order order, int page, int pageSize) {
        return page(Kind.API_KEY, ApiKeyView.class, scope, filter, order, page, pageSize);
    }

    /** A page of a list; pages count from 1, and one past the last is empty. */
    public Uni<Page<NamespaceView>> namespaces(Scope scope, Filter filter, Order order, int page, int pageSize) {
        return page(Kind.NAMESPACE, NamespaceView.class, scope, filter, order, page, pageSize);
    }

    /** A page of a list; pages count from 1, and one past the last is empty. */
    public Uni<Page<ContainerView>> containers(Scope scope, Filter filter, Order order, int page, int pageSize) {
        return page(Kind.CONTAINER, ContainerView.class, scope, filter, order, page, pageSize);
    }

    /** A page of a list; pages count from 1, and one past the last is empty. */
    public Uni<Page<DomainView>> domains(Scope scope, Filter filter, Order order, int page, int pageSize) {
        return page(Kind.DOMAIN, DomainView.class, scope, filter, order, page, pageSize);
    }

    /** A page of a list; pages count from 1, and one past the last is empty. */
    public Uni<Page<TokenView>> tokens(Scope scope, Filter filter, Order order, int page, int pageSize) {
        return page(Kind.TOKEN, TokenView.class, scope, filter, order, page, pageSize);
    }

    /** A page of a list; pages count from 1, and one past the last is empty. */
    public Uni<Page<TriggerView>> triggers(Scope scope, Filter filter, Order order, int page, int pageSize) {
        return page(Kind.TRIGGER, TriggerView.class, scope, filter, order, page, pageSize);
    }

    private <V extends View> Uni<Optional<V>> one(Scope scope, ResourceId id, Class<V> type) {
        ViewTable table = ViewTable.of(id.kind());
        return Conditions.of(id.kind(), scope, Filter.NONE)
                .map(visible -> freshness
                        .ask(
                                Questions.one(table, visible),
                                parameters(id.value(), id.kind().wireName(), visible))
                        .map(rows -> found(rows, type)))
                .orElseThrow();
    }

    private static <V extends View> Optional<V> found(RowSet<Row> rows, Class<V> type) {
        Row row = rows.iterator().next();
        if (row.getBoolean("stuck")) {
            throw new Refused(new Busy(STUCK));
        }
        return Optional.ofNullable(row.getString("body")).map(body -> ViewJson.read(body, type));
    }

    private <V extends View> Uni<Page<V>> page(
            Kind kind, Class<V> type, Scope scope, Filter filter, Order order, int page, int pageSize) {
        if (page < 1 || pageSize < 1) {
            throw new IllegalArgumentException("pages count from 1 and hold something, not " + page + ", " + pageSize);
        }
        ViewTable table = ViewTable.of(kind);
        return Conditions.of(kind, scope, filter)
                .map(wanted -> {
                    Conditions written = wanted.on(Questions.knownWhenWritten(table));
                    List<Object> parameters = parameters((page - 1L) * pageSize, (long) pageSize, wanted);
                    parameters.addAll(written.parameters());
                    return freshness
                            .ask(Questions.page(table, wanted, written, order), parameters)
                            .map(rows -> listed(rows, type));
                })
                .orElseGet(() -> Uni.createFrom().item(new Page<>(List.of(), 0)));
    }

    private static <V extends View> Page<V> listed(RowSet<Row> rows, Class<V> type) {
        List<V> items = new ArrayList<>(rows.size());
        long total = 0;
        for (Row row : rows) {
            total = row.getLong("total");
            Optional.ofNullable(row.getString("body"))
                    .map(body -> ViewJson.read(body, type))
                    .ifPresent(items::add);
        }
        return new Page<>(items, total);
    }

    private static List<Object> parameters(Object second, Object third, Conditions conditions) {
        List<Object> parameters = new ArrayList<>();
        parameters.add(Objects.requireNonNull(second));
        parameters.add(third);
        parameters.addAll(conditions.parameters());
        return parameters;
    }
}
