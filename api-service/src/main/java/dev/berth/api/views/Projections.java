package dev.berth.api.views;

import dev.berth.events.ApiKeyEvent;
import dev.berth.events.ContainerEvent;
import dev.berth.events.DomainEvent;
import dev.berth.events.Event;
import dev.berth.events.NamespaceEvent;
import dev.berth.events.OrganizationEvent;
import dev.berth.events.ProjectEvent;
import dev.berth.events.Recorded;
import dev.berth.events.TokenEvent;
import dev.berth.events.TriggerEvent;
import java.time.Instant;
import java.util.Optional;

/** What a resource looks like after one more event. Pure: the same events give the same view, always and everywhere. */
final class Projections {

    /** Handed an event that went in before, gives back what it was handed. */
    static Optional<Projected> project(Optional<Projected> before, Recorded<? extends Event> recorded) {
        if (before.isPresent() && recorded.version() <= before.get().version()) {
            return before;
        }
        Moment moment = new Moment(recorded.time(), recorded.version());
        return switch (recorded.event()) {
            case OrganizationEvent event -> TenancyProjection.organization(event, moment);
            case ProjectEvent event -> TenancyProjection.project(before, event, moment);
            case ApiKeyEvent event -> TenancyProjection.apiKey(before, event, moment);
            case NamespaceEvent event -> NamespaceProjection.project(before, event, moment);
            case ContainerEvent event -> ContainerProjection.project(before, event, moment);
            case DomainEvent event -> AttachedProjection.domain(before, event, moment);
            case TokenEvent event -> AttachedProjection.token(event, moment);
            case TriggerEvent event -> AttachedProjection.trigger(before, event, moment);
        };
    }

    /** When and where in its stream an event happened. */
    record Moment(Instant time, long version) {}

    /** The view that an event builds on; its absence means that the log is not what it should be. */
    static <V extends Projected> V existing(Optional<Projected> before, Class<V> type, Event event) {
        return before.filter(type::isInstance)
                .map(type::cast)
                .orElseThrow(() -> new IllegalStateException(event.getClass().getSimpleName() + " happened to "
                        + event.id().stream() + ", which is not a " + type.getSimpleName() + " but "
                        + before.map(it -> it.getClass().getSimpleName()).orElse("nothing")));
    }

    private Projections() {}
}
