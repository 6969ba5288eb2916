package dev.berth.reconciler.container;

import dev.berth.events.ContainerEvent;
import dev.berth.events.ContainerEvent.ContainerCreated;
import dev.berth.events.ContainerId;
import dev.berth.events.NamespaceEvent;
import dev.berth.events.NamespaceId;
import dev.berth.events.Recorded;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** All that was heard of containers and namespaces, folded. */
public final class Stories {

    private final Map<ContainerId, ContainerStory> containers = new ConcurrentHashMap<>();
    private final Map<NamespaceId, NamespaceStory> namespaces = new ConcurrentHashMap<>();
    private final Map<NamespaceId, Set<ContainerId>> members = new ConcurrentHashMap<>();

    /** Takes an event of a container. */
    public void take(ContainerEvent event, Recorded<?> recorded) {
        ContainerStory story = containers.compute(
                event.id(), (_, before) -> (before == null ? ContainerStory.UNHEARD : before).after(event, recorded));
        story.created().ifPresent(created -> member(created, story.ending() != ContainerStory.Ending.DONE));
    }

    /** Takes an event of a namespace, and answers whom it concerns. */
    public Set<ContainerId> takeNamespace(NamespaceEvent event) {
        namespaces.compute(event.id(), (_, before) -> (before == null ? NamespaceStory.NONE : before).after(event));
        return members.getOrDefault(event.id(), Set.of());
    }

    /** What the log wants of a container. */
    public Wanted wanted(ContainerId id) {
        ContainerStory story = containers.getOrDefault(id, ContainerStory.UNHEARD);
        return Wanted.of(
                story,
                story.created()
                        .map(created -> namespaces.getOrDefault(created.namespace(), NamespaceStory.NONE))
                        .orElse(NamespaceStory.NONE));
    }

    /** Whether the log has it that nothing is left of a namespace. */
    public boolean isDeleted(NamespaceId id) {
        return namespaces.getOrDefault(id, NamespaceStory.NONE).deleted();
    }

    /** Every container that was heard of. */
    public Set<ContainerId> containers() {
        return containers.keySet();
    }

    private void member(ContainerCreated created, boolean is) {
        members.compute(created.namespace(), (_, before) -> {
            Set<ContainerId> all = before == null ? ConcurrentHashMap.newKeySet() : before;
            if (is) {
                all.add(created.id());
            } else {
                all.remove(created.id());
            }
            return all;
        });
    }
}
