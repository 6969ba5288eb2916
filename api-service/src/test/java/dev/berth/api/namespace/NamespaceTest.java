package dev.berth.api.namespace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.namespace.NamespaceCommand.ConfigureNamespace;
import dev.berth.api.namespace.NamespaceCommand.CreateNamespace;
import dev.berth.api.namespace.NamespaceCommand.DeleteNamespace;
import dev.berth.api.namespace.NamespaceCommand.FinishNamespaceDeletion;
import dev.berth.api.namespace.NamespaceCommand.FinishVariablesRollout;
import dev.berth.api.refusal.Refusal;
import dev.berth.api.refusal.Refusal.NameTaken;
import dev.berth.api.refusal.Refusal.Transient;
import dev.berth.api.refusal.Refused;
import dev.berth.events.Kind;
import dev.berth.events.NamespaceEvent;
import dev.berth.events.NamespaceEvent.NamespaceConfigured;
import dev.berth.events.NamespaceEvent.NamespaceCreated;
import dev.berth.events.NamespaceEvent.NamespaceDeleted;
import dev.berth.events.NamespaceEvent.NamespaceDeletionRequested;
import dev.berth.events.NamespaceEvent.VariablesRolledOut;
import dev.berth.events.NamespaceId;
import dev.berth.events.OrganizationId;
import dev.berth.events.ProjectId;
import dev.berth.events.spec.NamespaceSpec;
import dev.berth.events.spec.Secret;
import dev.berth.testing.DeciderSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class NamespaceTest {

    private static final NamespaceId SHOP = new NamespaceId(new UUID(2, 2));
    private static final ProjectId PROJECT = new ProjectId(new UUID(3, 3));
    private static final OrganizationId ACME = new OrganizationId(new UUID(4, 4));
    private static final NamespaceSpec PLAIN = spec("", Map.of(), Map.of());
    private static final NamespaceSpec DESCRIBED = spec("the shop", Map.of(), Map.of());
    private static final NamespaceSpec VARIABLE = spec("", Map.of("A", "1"), Map.of());

    private static final NamespaceCreated CREATED = new NamespaceCreated(SHOP, PROJECT, ACME, "shop");
    private static final NamespaceConfigured CONFIGURED = new NamespaceConfigured(SHOP, 1, 1, PLAIN);
    private static final NamespaceDeletionRequested DELETION = new NamespaceDeletionRequested(SHOP);

    private final DeciderSpec<Namespace.State, NamespaceCommand, NamespaceEvent> namespace =
            new DeciderSpec<>(Namespace.INITIAL, Namespace::decide, Namespace::evolve);

    private static NamespaceSpec spec(String description, Map<String, String> variables, Map<String, Secret> secrets) {
        return new NamespaceSpec(description, variables, secrets, List.of(), Map.of());
    }

    private DeciderSpec<Namespace.State, NamespaceCommand, NamespaceEvent>.Given live(NamespaceEvent... since) {
        List<NamespaceEvent> history = new ArrayList<>(List.of(CREATED, CONFIGURED));
        history.addAll(List.of(since));
        return namespace.given(history.toArray(NamespaceEvent[]::new));
    }

    private static CreateNamespace create(String name) {
        return new CreateNamespace(SHOP, PROJECT, ACME, name, PLAIN);
    }

    private static void assertRefused(
            DeciderSpec<Namespace.State, NamespaceCommand, NamespaceEvent>.When when, Refusal refusal) {
        assertThat(when.thenThrows(Refused.class).refusal()).isEqualTo(refusal);
    }

    @Test
    void a_new_namespace_is_configured_at_once() {
        namespace.given().when(create("shop")).then(CREATED, CONFIGURED);
    }

    @Test
    void creating_it_twice_changes_nothing() {
        live().when(create("shop")).thenNothing();
    }

    @Test
    void an_id_is_never_used_for_another_namespace() {
        NameTaken other = new NameTaken(Kind.NAMESPACE, "other", Optional.of(SHOP));
        NameTaken same = new NameTaken(Kind.NAMESPACE, "shop", Optional.of(SHOP));
        assertRefused(live().when(create("other")), other);
        assertRefused(live(DELETION).when(create("shop")), same);
        assertRefused(live(DELETION, new NamespaceDeleted(SHOP)).when(create("shop")), same);
    }

    @Test
    void a_description_leaves_the_variables_as_they_are() {
        live().when(new ConfigureNamespace(SHOP, _ -> DESCRIBED)).then(new NamespaceConfigured(SHOP, 2, 1, DESCRIBED));
    }

    @Test
    void another_variable_is_a_new_revision_of_the_variables() {
        live().when(new ConfigureNamespace(SHOP, _ -> VARIABLE)).then(new NamespaceConfigured(SHOP, 2, 2, VARIABLE));
    }

    @Test
    void another_secret_is_a_new_revision_of_the_variables() {
        NamespaceSpec secret = spec("", Map.of(), Map.of("S", new Secret("c", "h")));
        live().when(new ConfigureNamespace(SHOP, _ -> secret)).then(new NamespaceConfigured(SHOP, 2, 2, secret));
    }

    @Test
    void an_equal_configuration_changes_nothing() {
        live().when(new ConfigureNamespace(SHOP, spec -> spec)).thenNothing();
    }

    @Test
    void only_what_is_there_can_be_configured() {
        ConfigureNamespace configure = new ConfigureNamespace(SHOP, _ -> VARIABLE);
        assertRefused(namespace.given().when(configure), Refusal.notFound(SHOP));
        assertRefused(live(DELETION).when(configure), new Transient(Kind.NAMESPACE, SHOP.toString(), "deleting"));
        assertRefused(live(DELETION, new NamespaceDeleted(SHOP)).when(configure), Refusal.notFound(SHOP));
    }

    @Test
    void a_rollout_of_variables_is_finished_once() {
        NamespaceConfigured changed = new NamespaceConfigured(SHOP, 2, 2, VARIABLE);
        VariablesRolledOut finished = new VariablesRolledOut(SHOP, 2);
        live(changed).when(new FinishVariablesRollout(SHOP, 2)).then(finished);
        live(changed, finished).when(new FinishVariablesRollout(SHOP, 2)).thenNothing();
    }

    @Test
    void variables_that_never_changed_are_rolled_out() {
        live().when(new FinishVariablesRollout(SHOP, 1)).thenNothing();
        live().when(new FinishVariablesRollout(SHOP, 2)).thenNothing();
        live(DELETION).when(new FinishVariablesRollout(SHOP, 2)).thenNothing();
        namespace.given().when(new FinishVariablesRollout(SHOP, 2)).thenNothing();
    }

    @Test
    void deleting_asks_for_its_containers_to_go_first() {
        live().when(new DeleteNamespace(SHOP)).then(DELETION);
        live(DELETION).when(new DeleteNamespace(SHOP)).thenNothing();
    }

    @Test
    void what_is_not_there_cannot_be_deleted() {
        assertRefused(namespace.given().when(new DeleteNamespace(SHOP)), Refusal.notFound(SHOP));
        assertRefused(
                live(DELETION, new NamespaceDeleted(SHOP)).when(new DeleteNamespace(SHOP)), Refusal.notFound(SHOP));
    }

    @Test
    void only_a_deletion_that_was_asked_for_is_finished() {
        FinishNamespaceDeletion finish = new FinishNamespaceDeletion(SHOP);
        live(DELETION).when(finish).then(new NamespaceDeleted(SHOP));
        live().when(finish).thenNothing();
        live(DELETION, new NamespaceDeleted(SHOP)).when(finish).thenNothing();
        namespace.given().when(finish).thenNothing();
    }
}
