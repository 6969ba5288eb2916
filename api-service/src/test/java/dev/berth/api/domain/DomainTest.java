package dev.berth.api.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.container.Container;
import dev.berth.api.domain.DomainCommand.AttachDomain;
import dev.berth.api.domain.DomainCommand.DetachDomain;
import dev.berth.api.domain.DomainCommand.TagDomain;
import dev.berth.api.refusal.Refusal;
import dev.berth.api.refusal.Refused;
import dev.berth.events.ContainerId;
import dev.berth.events.DomainEvent;
import dev.berth.events.DomainEvent.DomainAttached;
import dev.berth.events.DomainEvent.DomainDetached;
import dev.berth.events.DomainEvent.DomainTagged;
import dev.berth.events.DomainId;
import dev.berth.events.NamespaceId;
import dev.berth.events.OrganizationId;
import dev.berth.events.ProjectId;
import dev.berth.testing.DeciderSpec;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DomainTest {

    private static final DomainId ID = new DomainId(new UUID(1, 1));
    private static final Container.Identity WEB = new Container.Identity(
            new ContainerId(new UUID(2, 2)),
            new NamespaceId(new UUID(3, 3)),
            new ProjectId(new UUID(4, 4)),
            new OrganizationId(new UUID(5, 5)),
            "web",
            "web-shop");
    private static final DomainAttached ATTACHED = new DomainAttached(
            ID, WEB.id(), WEB.namespace(), WEB.project(), WEB.organization(), "shop.example.org", List.of("a"));
    private static final AttachDomain ATTACH = new AttachDomain(ID, WEB, "shop.example.org", List.of("a"));

    private final DeciderSpec<Domain.State, DomainCommand, DomainEvent> domain =
            new DeciderSpec<>(Domain.INITIAL, Domain::decide, Domain::evolve);

    @Test
    void is_attached_once() {
        domain.given().when(ATTACH).then(ATTACHED);
        domain.given(ATTACHED).when(ATTACH).thenNothing();
        domain.given(ATTACHED)
                .when(new AttachDomain(ID, WEB, "other.example.org", List.of()))
                .thenThrows(Refused.class);
    }

    @Test
    void follows_its_tags() {
        domain.given(ATTACHED).when(new TagDomain(ID, List.of("b"))).then(new DomainTagged(ID, List.of("b")));
        domain.given(ATTACHED).when(new TagDomain(ID, List.of("a"))).thenNothing();
        domain.given(ATTACHED, new DomainTagged(ID, List.of("b")))
                .when(new TagDomain(ID, List.of("b")))
                .thenNothing();
    }

    @Test
    void leads_nowhere_once_detached() {
        domain.given(ATTACHED).when(new DetachDomain(ID)).then(new DomainDetached(ID));
        for (DomainCommand command : List.of(new DetachDomain(ID), new TagDomain(ID, List.of()))) {
            assertThat(domain.given(ATTACHED, new DomainDetached(ID))
                            .when(command)
                            .thenThrows(Refused.class)
                            .refusal())
                    .isEqualTo(Refusal.notFound(ID));
        }
    }
}
