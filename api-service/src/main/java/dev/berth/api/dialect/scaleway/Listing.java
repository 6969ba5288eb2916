package dev.berth.api.dialect.scaleway;

import dev.berth.api.dialect.Paging;
import dev.berth.api.dialect.Text;
import dev.berth.api.refusal.Refusal.Invalid;
import dev.berth.api.refusal.Refusal.Problem;
import dev.berth.api.refusal.Refusal.Violation;
import dev.berth.api.refusal.Refused;
import dev.berth.api.views.Filter;
import dev.berth.api.views.Order;
import dev.berth.events.ContainerId;
import dev.berth.events.NamespaceId;
import dev.berth.events.OrganizationId;
import dev.berth.events.ProjectId;
import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** What a client asks of a list. An empty value is none. */
public record Listing(Filter filter, Order order, Paging paging) {

    private static final Map<String, Order> ORDERS = Map.of(
            "created_at_asc", Order.CREATED_ASC,
            "created_at_desc", Order.CREATED_DESC,
            "name_asc", Order.NAME_ASC,
            "name_desc", Order.NAME_DESC,
            "hostname_asc", Order.NAME_ASC,
            "hostname_desc", Order.NAME_DESC);

    static Listing of(MultiMap query) {
        return new Listing(
                new Filter(
                        id(query, "organization_id").map(OrganizationId::new),
                        id(query, "project_id").map(ProjectId::new),
                        id(query, "namespace_id").map(NamespaceId::new),
                        id(query, "container_id").map(ContainerId::new),
                        value(query, "name"),
                        Set.of()),
                value(query, "order_by").map(Listing::order).orElse(Order.CREATED_ASC),
                Paging.of(value(query, "page"), value(query, "page_size")));
    }

    private static Optional<String> value(MultiMap query, String name) {
        Optional<String> value = Optional.ofNullable(query.get(name)).filter(text -> !text.isEmpty());
        if (value.isPresent() && !Text.isStorable(value.get())) {
            throw refused(name, Problem.FORMAT, "must not contain NUL or half a surrogate pair");
        }
        return value;
    }

    private static Optional<UUID> id(MultiMap query, String name) {
        return value(query, name)
                .map(text -> Text.uuid(text).orElseThrow(() -> refused(name, Problem.FORMAT, "must be a UUID")));
    }

    private static Order order(String word) {
        return Optional.ofNullable(ORDERS.get(word))
                .orElseThrow(() -> refused(
                        "order_by",
                        Problem.CONSTRAINT,
                        "must be one of: "
                                + String.join(
                                        ", ", ORDERS.keySet().stream().sorted().toList())));
    }

    private static Refused refused(String name, Problem problem, String help) {
        return new Refused(new Invalid(List.of(new Violation(name, problem, help))));
    }
}
