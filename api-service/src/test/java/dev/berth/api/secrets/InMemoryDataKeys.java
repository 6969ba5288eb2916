package dev.berth.api.secrets;

import dev.berth.events.ProjectId;
import io.smallrye.mutiny.Uni;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Data keys of tests that need no database. */
public final class InMemoryDataKeys implements DataKeys {

    private final Map<ProjectId, Optional<String>> keys = new ConcurrentHashMap<>();

    @Override
    public Uni<Optional<String>> find(ProjectId project) {
        return Uni.createFrom().item(() -> keys.getOrDefault(project, Optional.empty()));
    }

    @Override
    public Uni<Optional<String>> keep(ProjectId project, String wrapped) {
        return Uni.createFrom().item(() -> keys.computeIfAbsent(project, _ -> Optional.of(wrapped)));
    }

    @Override
    public Uni<Void> destroy(ProjectId project) {
        return Uni.createFrom().item(() -> keys.put(project, Optional.empty())).replaceWithVoid();
    }
}
