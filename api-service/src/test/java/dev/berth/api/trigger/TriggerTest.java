package dev.berth.api.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.container.Container;
import dev.berth.api.refusal.Refusal;
import dev.berth.api.refusal.Refused;
import dev.berth.api.trigger.TriggerCommand.ConfigureTrigger;
import dev.berth.api.trigger.TriggerCommand.CreateTrigger;
import dev.berth.api.trigger.TriggerCommand.DeleteTrigger;
import dev.berth.events.ContainerId;
import dev.berth.events.NamespaceId;
import dev.berth.events.OrganizationId;
import dev.berth.events.ProjectId;
import dev.berth.events.TriggerEvent;
import dev.berth.events.TriggerEvent.TriggerConfigured;
import dev.berth.events.TriggerEvent.TriggerCreated;
import dev.berth.events.TriggerEvent.TriggerDeleted;
import dev.berth.events.TriggerId;
import dev.berth.events.spec.Source;
import dev.berth.events.spec.TriggerSpec;
import dev.berth.testing.DeciderSpec;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TriggerTest {

    private static final TriggerId ID = new TriggerId(new UUID(1, 1));
    private static final Container.Identity WEB = new Container.Identity(
            new ContainerId(new UUID(2, 2)),
            new NamespaceId(new UUID(3, 3)),
            new ProjectId(new UUID(4, 4)),
            new OrganizationId(new UUID(5, 5)),
            "web",
            "web-shop");
    private static final TriggerCreated CREATED =
            new TriggerCreated(ID, WEB.id(), WEB.namespace(), WEB.project(), WEB.organization());
    private static final TriggerConfigured CONFIGURED = new TriggerConfigured(ID, 1, at("0 3 * * *"));

    private final DeciderSpec<Trigger.State, TriggerCommand, TriggerEvent> trigger =
            new DeciderSpec<>(Trigger.INITIAL, Trigger::decide, Trigger::evolve);

    private static TriggerSpec at(String schedule) {
        return new TriggerSpec(
                "nightly",
                "",
                List.of(),
                TriggerSpec.Destination.DEFAULT,
                new Source.Cron(schedule, "UTC", "", Map.of()),
                Map.of());
    }

    @Test
    void is_made_once() {
        CreateTrigger create = new CreateTrigger(ID, WEB, at("0 3 * * *"));
        trigger.given().when(create).then(CREATED, CONFIGURED);
        trigger.given(CREATED, CONFIGURED).when(create).thenNothing();
    }

    @Test
    void counts_its_configurations() {
        trigger.given(CREATED, CONFIGURED)
                .when(new ConfigureTrigger(ID, _ -> at("0 4 * * *")))
                .then(new TriggerConfigured(ID, 2, at("0 4 * * *")));
        trigger.given(CREATED, CONFIGURED)
                .when(new ConfigureTrigger(ID, spec -> spec))
                .thenNothing();
    }

    @Test
    void is_gone_once_deleted() {
        trigger.given(CREATED, CONFIGURED).when(new DeleteTrigger(ID)).then(new TriggerDeleted(ID));
        for (TriggerCommand command : List.of(new DeleteTrigger(ID), new ConfigureTrigger(ID, spec -> spec))) {
            assertThat(trigger.given(CREATED, CONFIGURED, new TriggerDeleted(ID))
                            .when(command)
                            .thenThrows(Refused.class)
                            .refusal())
                    .isEqualTo(Refusal.notFound(ID));
        }
    }
}
