package dev.berth.api.command;

import static dev.berth.api.command.Instance.await;
import static dev.berth.api.command.Instance.byPlatform;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.berth.api.container.NewContainer;
import dev.berth.api.container.Specs;
import dev.berth.api.namespace.NewNamespace;
import dev.berth.api.refusal.Refusal;
import dev.berth.api.refusal.Refusal.QuotaExceeded;
import dev.berth.api.refusal.Refused;
import dev.berth.api.secrets.InMemoryDataKeys;
import dev.berth.api.store.InMemoryEventStore;
import dev.berth.events.ContainerId;
import dev.berth.events.Kind;
import dev.berth.events.NamespaceId;
import dev.berth.events.OrganizationId;
import dev.berth.events.ProjectId;
import dev.berth.events.report.Report.WorkloadRemoved;
import dev.berth.events.spec.NamespaceSpec;
import io.smallrye.mutiny.Uni;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QuotasTest {

    private static final NamespaceSpec PLAIN = new NamespaceSpec("", Map.of(), Map.of(), List.of(), Map.of());

    private final OrganizationId acme = new OrganizationId(UUID.randomUUID());
    private final ProjectId project = new ProjectId(UUID.randomUUID());
    private final ProjectId sibling = new ProjectId(UUID.randomUUID());
    private final InMemoryEventStore log = new InMemoryEventStore();
    private final InMemoryDataKeys dataKeys = new InMemoryDataKeys();
    private final Instance narrow = new Instance(log, log, dataKeys, InstantSource.system(), Limits.of(2));
    private final Instance wide = new Instance(log, log, dataKeys, InstantSource.system());

    @BeforeEach
    void two_projects() {
        await(narrow.organizations.create(byPlatform(), acme, "acme"));
        await(narrow.projects.create(byPlatform(), project, acme, "default"));
        await(narrow.projects.create(byPlatform(), sibling, acme, "sibling"));
    }

    private NamespaceId namespace(ProjectId owner, String name) {
        NamespaceId id = new NamespaceId(UUID.randomUUID());
        await(narrow.namespaces.create(byPlatform(), new NewNamespace(id, owner, name, PLAIN, Map.of())));
        return id;
    }

    private Uni<?> container(Instance instance, NamespaceId namespace, ContainerId id, String name) {
        return instance.containers.create(
                byPlatform(), new NewContainer(id, namespace, name, Specs.image("app:1"), Map.of()));
    }

    private ContainerId container(NamespaceId namespace, String name) {
        ContainerId id = new ContainerId(UUID.randomUUID());
        await(container(narrow, namespace, id, name));
        return id;
    }

    private static Refusal refusal(Uni<?> uni) {
        return assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> await(uni))
                .actual()
                .refusal();
    }

    @Test
    void an_organization_has_so_many_projects_and_no_more() {
        assertThat(refusal(narrow.projects.create(byPlatform(), new ProjectId(UUID.randomUUID()), acme, "third")))
                .isEqualTo(new QuotaExceeded(Kind.PROJECT, acme, 2, 2));
    }

    @Test
    void each_project_has_so_many_namespaces_and_no_more() {
        namespace(project, "one");
        namespace(project, "two");
        NewNamespace third = new NewNamespace(new NamespaceId(UUID.randomUUID()), project, "three", PLAIN, Map.of());

        assertThat(refusal(narrow.namespaces.create(byPlatform(), third)))
                .isEqualTo(new QuotaExceeded(Kind.NAMESPACE, project, 2, 2));

        namespace(sibling, "three");
    }

    @Test
    void containers_count_in_their_project_whatever_their_namespace() {
        NamespaceId one = namespace(project, "one");
        NamespaceId two = namespace(project, "two");
        container(one, "web");
        container(two, "web");

        assertThat(refusal(container(narrow, one, new ContainerId(UUID.randomUUID()), "more")))
                .isEqualTo(new QuotaExceeded(Kind.CONTAINER, project, 2, 2));
    }

    @Test
    void what_is_gone_makes_room_once_nothing_is_left_of_it() {
        NamespaceId shop = namespace(project, "shop");
        container(shop, "one");
        ContainerId two = container(shop, "two");
        await(narrow.containers.delete(byPlatform(), two));
        assertThat(refusal(container(narrow, shop, new ContainerId(UUID.randomUUID()), "three")))
                .isInstanceOf(QuotaExceeded.class);

        await(narrow.containers.record(byPlatform(), two, new WorkloadRemoved(two)));

        container(shop, "three");
    }

    @Test
    void asking_twice_counts_once() {
        NamespaceId shop = namespace(project, "shop");
        container(shop, "one");
        ContainerId two = container(shop, "two");

        await(container(narrow, shop, two, "two"));
    }

    @Test
    void a_limit_that_comes_later_takes_nothing_away() {
        NamespaceId shop = namespace(project, "shop");
        for (String name : List.of("one", "two", "three")) {
            await(container(wide, shop, new ContainerId(UUID.randomUUID()), name));
        }

        assertThat(refusal(container(narrow, shop, new ContainerId(UUID.randomUUID()), "four")))
                .isEqualTo(new QuotaExceeded(Kind.CONTAINER, project, 2, 3));
    }
}
