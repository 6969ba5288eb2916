package dev.berth.api.process;

import static dev.berth.api.command.Instance.await;
import static dev.berth.api.command.Instance.byPlatform;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.berth.api.command.FailingStore;
import dev.berth.api.command.Freshness;
import dev.berth.api.command.Instance;
import dev.berth.api.command.Unfinished;
import dev.berth.api.container.Container;
import dev.berth.api.container.NewContainer;
import dev.berth.api.container.Specs;
import dev.berth.api.domain.NewDomain;
import dev.berth.api.namespace.Namespace;
import dev.berth.api.namespace.NamespaceChange;
import dev.berth.api.namespace.NewNamespace;
import dev.berth.api.refusal.Refused;
import dev.berth.api.secrets.InMemoryDataKeys;
import dev.berth.api.secrets.Plaintext;
import dev.berth.api.store.Cursor;
import dev.berth.api.store.InMemoryEventStore;
import dev.berth.api.tenancy.Credentials;
import dev.berth.api.tenancy.NewApiKey;
import dev.berth.api.tenancy.Project;
import dev.berth.api.token.NewToken;
import dev.berth.events.ApiKeyEvent.Right;
import dev.berth.events.ApiKeyId;
import dev.berth.events.ContainerEvent.Cause;
import dev.berth.events.ContainerEvent.DeploymentRequested;
import dev.berth.events.ContainerId;
import dev.berth.events.DomainEvent.DomainDetached;
import dev.berth.events.DomainId;
import dev.berth.events.Event;
import dev.berth.events.NamespaceEvent.NamespaceDeleted;
import dev.berth.events.NamespaceEvent.VariablesRolledOut;
import dev.berth.events.NamespaceId;
import dev.berth.events.OrganizationId;
import dev.berth.events.ProjectEvent.ProjectDeleted;
import dev.berth.events.ProjectId;
import dev.berth.events.Recorded;
import dev.berth.events.ResourceId;
import dev.berth.events.TokenEvent.TokenRevoked;
import dev.berth.events.TokenId;
import dev.berth.events.report.Report.WorkloadRemoved;
import dev.berth.events.spec.NamespaceSpec;
import dev.berth.testing.SettableClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessesTest {

    private static final NamespaceSpec PLAIN = new NamespaceSpec("", Map.of(), Map.of(), List.of(), Map.of());

    private final OrganizationId acme = new OrganizationId(UUID.randomUUID());
    private final ProjectId project = new ProjectId(UUID.randomUUID());
    private final NamespaceId shop = new NamespaceId(UUID.randomUUID());
    private final ApiKeyId limitedKey = new ApiKeyId(UUID.randomUUID());
    private final Credentials limited = Credentials.random();

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-21T12:00:00Z"));
    private final InMemoryEventStore log = new InMemoryEventStore();
    private final InMemoryDataKeys dataKeys = new InMemoryDataKeys();
    private final Instance instance = new Instance(log, log, dataKeys, clock);
    private final List<ContainerId> containers = new ArrayList<>();

    @BeforeEach
    void a_project_with_a_namespace_of_three() {
        await(instance.organizations.create(byPlatform(), acme, "acme"));
        await(instance.projects.create(byPlatform(), project, acme, "default"));
        await(instance.apiKeys.issue(
                byPlatform(),
                new NewApiKey(
                        limitedKey, acme, Optional.of(project), project, Right.WRITE, limited, "", Optional.empty())));
        await(instance.namespaces.create(
                byPlatform(),
                new NewNamespace(shop, project, "shop", PLAIN, Map.of("SECRET", new Plaintext("sesame")))));
        Stream.of("a", "b", "c").forEach(this::create);
    }

    private void create(String name) {
        ContainerId id = new ContainerId(UUID.randomUUID());
        await(instance.containers.create(
                byPlatform(), new NewContainer(id, shop, name, Specs.image("app:1"), Map.of())));
        containers.add(id);
    }

    private Processes processesOf(Instance at) {
        Everyone everyone = new Everyone(log);
        Attached attached = AttachedOf.instance(at, log);
        return new Processes(
                new VariablesRollout(at.namespaces, at.containers, everyone),
                new NamespaceDeletion(at.namespaces, at.containers, attached, everyone),
                new ProjectDeletion(at.projects, at.namespaces, at.apiKeys, at.box, everyone),
                attached,
                everyone,
                at.metrics);
    }

    private void awake() {
        processesOf(instance).listenTo(instance.shell);
    }

    private void sweep() {
        await(processesOf(new Instance(log, log, dataKeys, clock)).sweep());
    }

    private void changeVariables(String value) {
        NamespaceSpec variables = new NamespaceSpec("", Map.of("A", value), Map.of(), List.of(), Map.of());
        await(instance.namespaces.configure(byPlatform(), shop, new NamespaceChange(Map.of(), (_, _) -> variables)));
    }

    private void removeAll() {
        containers.forEach(id -> await(instance.containers.record(byPlatform(), id, new WorkloadRemoved(id))));
    }

    private List<Event> events() {
        return await(log.readAll(new Cursor(0, 0), 10_000)).events().stream()
                .<Event>map(Recorded::event)
                .toList();
    }

    private long count(Class<? extends Event> kind) {
        return events().stream().filter(kind::isInstance).count();
    }

    private List<DeploymentRequested> followed(int variablesRevision) {
        return events().stream()
                .filter(DeploymentRequested.class::isInstance)
                .map(DeploymentRequested.class::cast)
                .filter(deployment -> deployment.cause() == Cause.VARIABLES_CHANGED)
                .filter(deployment -> deployment.variablesRevision() == variablesRevision)
                .toList();
    }

    private boolean unfinished(Unfinished list) {
        return !await(log.held(list.scope(), "", 1)).isEmpty();
    }

    private Container.State container(ContainerId id) {
        return await(instance.containers.load(id, Freshness.CURRENT)).state();
    }

    private Namespace.State namespace() {
        return await(instance.namespaces.load(shop, Freshness.CURRENT)).state();
    }

    @Test
    void changed_variables_are_rolled_out_to_every_container() {
        awake();
        changeVariables("1");
        assertThat(followed(2)).hasSize(3);
        assertThat(count(VariablesRolledOut.class)).isEqualTo(1);
        assertThat(unfinished(Unfinished.ROLLOUTS)).isFalse();
    }

    @Test
    void a_rollout_that_nobody_began_is_taken_up_by_the_sweep() {
        changeVariables("1");
        assertThat(unfinished(Unfinished.ROLLOUTS)).isTrue();
        sweep();
        sweep();
        assertThat(followed(2)).hasSize(3);
        assertThat(count(VariablesRolledOut.class)).isEqualTo(1);
    }

    @Test
    void variables_that_change_again_before_a_rollout_are_rolled_out_once() {
        changeVariables("1");
        changeVariables("2");
        sweep();
        assertThat(followed(2)).isEmpty();
        assertThat(followed(3)).hasSize(3);
        assertThat(unfinished(Unfinished.ROLLOUTS)).isFalse();
    }

    @Test
    void a_description_rolls_nothing_out() {
        awake();
        await(instance.namespaces.configure(
                byPlatform(),
                shop,
                new NamespaceChange(
                        Map.of(),
                        (spec, _) -> new NamespaceSpec(
                                "new", spec.environment(), spec.secretEnvironment(), spec.tags(), Map.of()))));
        assertThat(followed(2)).isEmpty();
        assertThat(unfinished(Unfinished.ROLLOUTS)).isFalse();
    }

    @Test
    void a_namespace_goes_after_its_containers() {
        awake();
        await(instance.namespaces.delete(byPlatform(), shop));
        assertThat(containers).allSatisfy(id -> assertThat(container(id)).isInstanceOf(Container.Deleting.class));
        assertThat(namespace()).isInstanceOf(Namespace.Deleting.class);
        removeAll();
        assertThat(namespace()).isInstanceOf(Namespace.Deleted.class);
        assertThat(count(NamespaceDeleted.class)).isEqualTo(1);
        assertThat(unfinished(Unfinished.NAMESPACE_DELETIONS)).isFalse();
    }

    @Test
    void what_is_attached_goes_with_its_container_or_namespace() {
        awake();
        ContainerId going = containers.getFirst();
        ContainerId staying = containers.getLast();
        List<TokenId> tokens = List.of(token(going), token(staying), token(shop));
        List<DomainId> domains = List.of(domain(going, "a.example.org"), domain(staying, "b.example.org"));

        await(instance.containers.delete(byPlatform(), going));
        assertThat(events())
                .contains(new TokenRevoked(tokens.getFirst()), new DomainDetached(domains.getFirst()))
                .doesNotContain(new TokenRevoked(tokens.get(1)), new TokenRevoked(tokens.get(2)))
                .doesNotContain(new DomainDetached(domains.getLast()));
        assertThatExceptionOfType(Refused.class).isThrownBy(() -> domain(going, "c.example.org"));

        await(instance.namespaces.delete(byPlatform(), shop));
        removeAll();
        assertThat(count(TokenRevoked.class)).isEqualTo(3);
        assertThat(count(DomainDetached.class)).isEqualTo(2);
        assertThat(namespace()).isInstanceOf(Namespace.Deleted.class);
    }

    private TokenId token(ResourceId owner) {
        TokenId id = new TokenId(UUID.randomUUID());
        NewToken wanted = new NewToken(id, "", "00", Optional.empty());
        await(
                owner instanceof ContainerId container
                        ? instance.tokens.issue(byPlatform(), container, wanted)
                        : instance.tokens.issue(byPlatform(), shop, wanted));
        return id;
    }

    private DomainId domain(ContainerId container, String hostname) {
        DomainId id = new DomainId(UUID.randomUUID());
        await(instance.domains.attach(byPlatform(), new NewDomain(id, container, hostname, List.of())));
        return id;
    }

    @Test
    void an_empty_namespace_goes_at_once() {
        NamespaceId empty = new NamespaceId(UUID.randomUUID());
        await(instance.namespaces.create(byPlatform(), new NewNamespace(empty, project, "empty", PLAIN, Map.of())));
        awake();
        await(instance.namespaces.delete(byPlatform(), empty));
        assertThat(await(instance.namespaces.load(empty, Freshness.CURRENT)).state())
                .isInstanceOf(Namespace.Deleted.class);
    }

    @Test
    void a_deletion_overtakes_a_rollout() {
        changeVariables("1");
        await(instance.namespaces.delete(byPlatform(), shop));
        sweep();
        assertThat(followed(2)).isEmpty();
        assertThat(unfinished(Unfinished.ROLLOUTS)).isFalse();
    }

    @Test
    void a_project_goes_with_all_it_holds() {
        awake();
        await(instance.projects.delete(byPlatform(), project));
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> await(instance.authenticator.authenticate(limited.secret())));
        assertThat(await(dataKeys.find(project))).isPresent();
        removeAll();
        assertThat(count(ProjectDeleted.class)).isEqualTo(1);
        assertThat(await(dataKeys.find(project))).isEmpty();
        assertThat(await(instance.projects.load(project, Freshness.CURRENT)).state())
                .isInstanceOf(Project.Deleted.class);
        assertThat(unfinished(Unfinished.PROJECT_DELETIONS)).isFalse();
    }

    /** The instance stops answering after so many round trips, wherever that is; another one takes over. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 16, 18, 20, 25, 30, 40})
    void what_a_crash_leaves_is_finished_by_others(int roundTrips) {
        changeVariables("1");
        await(instance.projects.delete(byPlatform(), project));
        Instance doomed = new Instance(new FailingStore(log, roundTrips), log, dataKeys, clock);
        await(processesOf(doomed).sweep().onFailure().recoverWithNull());
        sweep();
        removeAll();
        sweep(); // the namespace
        sweep(); // and then the project
        assertThat(count(NamespaceDeleted.class)).isEqualTo(1);
        assertThat(count(ProjectDeleted.class)).isEqualTo(1);
        assertThat(followed(2)).hasSizeLessThanOrEqualTo(3).doesNotHaveDuplicates();
        assertThat(await(dataKeys.find(project))).isEmpty();
        for (Unfinished list : Unfinished.values()) {
            assertThat(unfinished(list)).isFalse();
        }
    }
}
