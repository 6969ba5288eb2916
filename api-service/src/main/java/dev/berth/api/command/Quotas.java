package dev.berth.api.command;

import dev.berth.api.refusal.Refusal.QuotaExceeded;
import dev.berth.api.store.Count;
import dev.berth.api.store.LimitReached;
import dev.berth.events.Kind;
import dev.berth.events.OrganizationId;
import dev.berth.events.ProjectId;
import dev.berth.events.ResourceId;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How many of which kind a tenant may have. */
@Singleton
public class Quotas {

    private final Map<Kind, Long> most = new EnumMap<>(Kind.class);

    public Quotas(QuotasConfig config) {
        config.projectsPerOrganization().ifPresent(limit -> most.put(Kind.PROJECT, limit));
        config.namespacesPerProject().ifPresent(limit -> most.put(Kind.NAMESPACE, limit));
        config.containersPerProject().ifPresent(limit -> most.put(Kind.CONTAINER, limit));
    }

    /** How many of a kind its owner may have; empty when there is no limit. */
    public Optional<Long> most(Kind kind) {
        return Optional.ofNullable(most.get(kind));
    }

    /** What an append counts that makes so many more of a kind, or fewer: which is refused nobody. */
    List<Count> counts(Kind kind, Tenant tenant, int by) {
        return by == 0
                ? List.of()
                : List.of(new Count(owner(kind, tenant), kind, by, most(kind).filter(_ -> by > 0)));
    }

    /** A project counts in its organization, all else in its project. */
    private static ResourceId owner(Kind kind, Tenant tenant) {
        return tenant.project()
                .filter(_ -> kind != Kind.PROJECT)
                .<ResourceId>map(project -> project)
                .orElse(tenant.organization());
    }

    static QuotaExceeded exceeded(LimitReached reached) {
        ResourceId owner =
                reached.kind() == Kind.PROJECT ? new OrganizationId(reached.owner()) : new ProjectId(reached.owner());
        return new QuotaExceeded(reached.kind(), owner, reached.most(), reached.current());
    }
}
