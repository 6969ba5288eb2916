package dev.berth.api.command;

import static dev.berth.api.command.Instance.await;
import static dev.berth.api.command.Instance.by;
import static dev.berth.api.command.Instance.byPlatform;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.berth.api.access.Principal;
import dev.berth.api.access.Scope;
import dev.berth.api.container.Container;
import dev.berth.api.container.ContainerChange;
import dev.berth.api.container.NewContainer;
import dev.berth.api.container.Specs;
import dev.berth.api.namespace.Namespace;
import dev.berth.api.namespace.NamespaceChange;
import dev.berth.api.namespace.NewNamespace;
import dev.berth.api.refusal.Refusal;
import dev.berth.api.refusal.Refusal.Busy;
import dev.berth.api.refusal.Refusal.Forbidden;
import dev.berth.api.refusal.Refusal.Invalid;
import dev.berth.api.refusal.Refusal.NameTaken;
import dev.berth.api.refusal.Refusal.Reason;
import dev.berth.api.refusal.Refusal.Transient;
import dev.berth.api.refusal.Refusal.Unauthenticated;
import dev.berth.api.refusal.Refusal.Verb;
import dev.berth.api.refusal.Refused;
import dev.berth.api.secrets.InMemoryDataKeys;
import dev.berth.api.secrets.Plaintext;
import dev.berth.api.store.Append;
import dev.berth.api.store.Appended;
import dev.berth.api.store.InMemoryEventStore;
import dev.berth.api.store.WriteConflict;
import dev.berth.api.tenancy.Credentials;
import dev.berth.api.tenancy.NewApiKey;
import dev.berth.events.ApiKeyEvent.Right;
import dev.berth.events.ApiKeyId;
import dev.berth.events.ContainerEvent.ContainerCreated;
import dev.berth.events.ContainerId;
import dev.berth.events.Kind;
import dev.berth.events.NamespaceId;
import dev.berth.events.OrganizationId;
import dev.berth.events.ProjectId;
import dev.berth.events.report.Report.WorkloadRemoved;
import dev.berth.events.spec.ContainerSpec;
import dev.berth.events.spec.NamespaceSpec;
import dev.berth.testing.SettableClock;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CommandsTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final NamespaceSpec PLAIN = new NamespaceSpec("", Map.of(), Map.of(), List.of(), Map.of());

    private final OrganizationId acme = new OrganizationId(UUID.randomUUID());
    private final ProjectId project = new ProjectId(UUID.randomUUID());
    private final ProjectId sibling = new ProjectId(UUID.randomUUID());
    private final NamespaceId shop = new NamespaceId(UUID.randomUUID());
    private final Credentials credentials = Credentials.random();
    private final ApiKeyId key = new ApiKeyId(UUID.randomUUID());

    private final SettableClock clock = new SettableClock(NOON);
    private final InMemoryEventStore log = new InMemoryEventStore();
    private final CountingStore store = new CountingStore(log);
    private final InMemoryDataKeys dataKeys = new InMemoryDataKeys();
    private final Instance here = new Instance(store, log, dataKeys, clock);
    private final Instance there = new Instance(log, log, dataKeys, clock);

    private Principal owner = new Principal.Platform("test");

    @BeforeEach
    void a_tenant_with_a_namespace() {
        await(here.organizations.create(byPlatform(), acme, "acme"));
        await(here.projects.create(byPlatform(), project, acme, "default"));
        await(here.projects.create(byPlatform(), sibling, acme, "sibling"));
        issue(here, key, Optional.empty(), Right.WRITE, credentials, Optional.empty());
        owner = await(here.authenticator.authenticate(credentials.secret()));
        await(here.namespaces.create(by(owner), namespace(shop, project, "shop")));
    }

    private void issue(
            Instance at,
            ApiKeyId id,
            Optional<ProjectId> limit,
            Right right,
            Credentials secret,
            Optional<Instant> expiresAt) {
        await(at.apiKeys.issue(
                byPlatform(), new NewApiKey(id, acme, limit, limit.orElse(project), right, secret, "test", expiresAt)));
    }

    private Principal signIn(Optional<ProjectId> limit, Right right) {
        Credentials secret = Credentials.random();
        issue(here, new ApiKeyId(UUID.randomUUID()), limit, right, secret, Optional.empty());
        return await(here.authenticator.authenticate(secret.secret()));
    }

    private static NewNamespace namespace(NamespaceId id, ProjectId project, String name) {
        return new NewNamespace(id, project, name, PLAIN, Map.of());
    }

    private static ContainerId fresh() {
        return new ContainerId(UUID.randomUUID());
    }

    private NewContainer container(ContainerId id, String name) {
        return new NewContainer(id, shop, name, Specs.image("app:1"), Map.of());
    }

    private ContainerId create(String name) {
        ContainerId id = fresh();
        await(here.containers.create(by(owner), container(id, name)));
        return id;
    }

    private static ContainerChange to(ContainerSpec spec) {
        return new ContainerChange(Map.of(), (_, _) -> spec, false);
    }

    private static Refusal refusal(Uni<?> uni) {
        return assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> await(uni))
                .actual()
                .refusal();
    }

    private static Container.Facts facts(Outcome<Container.Existing> outcome) {
        return outcome.state().facts();
    }

    @Test
    void creating_a_container_takes_one_round_trip_to_the_store() {
        create("first");
        Principal principal = await(here.authenticator.authenticateForWrite(credentials.secret()));
        store.reset();
        await(here.containers.create(by(principal), container(fresh(), "second")));
        assertThat(store.appends).hasValue(1);
        assertThat(store.reads).hasValue(0);
    }

    @Test
    void the_outcome_is_the_resource_as_it_is_now() {
        ContainerId id = fresh();
        Outcome<Container.Existing> outcome = await(here.containers.create(by(owner), container(id, "web")));
        assertThat(outcome.version()).isEqualTo(3);
        assertThat(outcome.createdAt()).isEqualTo(NOON);
        assertThat(facts(outcome).identity().host()).isEqualTo("web-shop");
        clock.advance(Duration.ofMinutes(1));
        Outcome<Container.Existing> later = await(here.containers.configure(by(owner), id, to(Specs.image("app:2"))));
        assertThat(later.version()).isEqualTo(5);
        assertThat(later.createdAt()).isEqualTo(NOON);
        assertThat(later.changedAt()).isEqualTo(NOON.plusSeconds(60));
        assertThat(facts(later).spec().image()).isEqualTo("app:2");
    }

    @Test
    void every_event_tells_who_caused_it() {
        Request request =
                new Request(owner, "request-1", Optional.of("00-aa-bb-01"), Optional.of("cause"), Optional.empty());
        Outcome<Container.Existing> outcome = await(here.containers.create(request, container(fresh(), "web")));
        assertThat(outcome.events()).allSatisfy(recorded -> {
            assertThat(recorded.provenance().actor()).isEqualTo("api-key/" + key);
            assertThat(recorded.provenance().correlation()).isEqualTo("request-1");
            assertThat(recorded.provenance().causation()).contains("cause");
            assertThat(recorded.provenance().traceparent()).contains("00-aa-bb-01");
            assertThat(recorded.project()).contains(project);
        });
    }

    @Test
    void a_name_is_taken_once_in_a_namespace() {
        ContainerId first = create("web");
        assertThat(refusal(here.containers.create(by(owner), container(fresh(), "web"))))
                .isEqualTo(new NameTaken(Kind.CONTAINER, "web", Optional.of(first)));
    }

    @Test
    void a_deleted_name_may_be_used_again() {
        ContainerId first = create("web");
        await(here.containers.delete(by(owner), first));
        await(here.containers.record(byPlatform(), first, new WorkloadRemoved(first)));
        assertThat(create("web")).isNotEqualTo(first);
    }

    @Test
    void two_containers_never_share_a_host() {
        NamespaceId twin = new NamespaceId(UUID.randomUUID());
        await(here.namespaces.create(by(owner), namespace(twin, sibling, "shop")));
        create("web");
        ContainerId second = fresh();
        Outcome<Container.Existing> outcome = await(here.containers.create(
                by(owner), new NewContainer(second, twin, "web", Specs.image("app:1"), Map.of())));
        assertThat(facts(outcome).identity().host())
                .isEqualTo("web-shop-" + second.toString().substring(28));
    }

    @Test
    void a_container_is_made_with_the_variables_that_its_namespace_has_by_then() {
        create("warm");
        NamespaceSpec variable = new NamespaceSpec("", Map.of("A", "1"), Map.of(), List.of(), Map.of());
        await(there.namespaces.configure(by(owner), shop, new NamespaceChange(Map.of(), (_, _) -> variable)));
        Outcome<Container.Existing> outcome = await(here.containers.create(by(owner), container(fresh(), "web")));
        assertThat(facts(outcome).deployment().orElseThrow().variablesRevision())
                .isEqualTo(2);
    }

    @Test
    void nothing_is_made_in_a_namespace_that_is_being_deleted_elsewhere() {
        create("warm");
        await(there.namespaces.delete(by(owner), shop));
        assertThat(refusal(here.containers.create(by(owner), container(fresh(), "web"))))
                .isEqualTo(new Transient(Kind.NAMESPACE, shop.toString(), "deleting"));
    }

    @Test
    void a_change_made_elsewhere_is_seen_before_finding_nothing_to_do() {
        ContainerId id = create("web");
        await(there.containers.configure(by(owner), id, to(Specs.image("app:2"))));
        Outcome<Container.Existing> outcome = await(here.containers.configure(by(owner), id, to(Specs.image("app:1"))));
        assertThat(facts(outcome).spec().image()).isEqualTo("app:1");
        assertThat(outcome.version()).isEqualTo(7);
    }

    @Test
    void changes_at_once_on_two_instances_are_all_kept() throws Exception {
        ContainerId id = create("web");
        try (var threads = Executors.newFixedThreadPool(4)) {
            List<Callable<Object>> changes = IntStream.range(0, 20)
                    .<Callable<Object>>mapToObj(number -> () -> {
                        Instance at = number % 2 == 0 ? here : there;
                        ContainerChange tag = new ContainerChange(
                                Map.of(),
                                (spec, _) -> spec.withSecretEnvironment(Specs.and(spec, "V" + number)),
                                false);
                        return await(at.containers.configure(by(owner), id, tag));
                    })
                    .toList();
            for (Future<Object> change : threads.invokeAll(changes)) {
                change.get();
            }
        }
        Container.State state =
                await(here.containers.load(id, Freshness.CURRENT)).state();
        assertThat(((Container.Existing) state).facts().spec().secretEnvironment())
                .hasSize(20);
    }

    @Test
    void a_race_that_is_lost_again_and_again_is_answered_with_busy() {
        Instance unlucky = new Instance(new LosingStore(log), log, dataKeys, clock);
        assertThat(refusal(unlucky.containers.create(byPlatform(), container(fresh(), "web"))))
                .isInstanceOf(Busy.class);
    }

    @Test
    void the_same_key_again_answers_the_first_container() {
        ContainerId first = fresh();
        await(here.containers.create(by(owner).withIdempotencyKey("k"), container(first, "web")));
        Outcome<Container.Existing> again =
                await(there.containers.create(by(owner).withIdempotencyKey("k"), container(fresh(), "web")));
        assertThat(facts(again).identity().id()).isEqualTo(first);
    }

    @Test
    void a_key_that_was_used_for_something_else_is_refused() {
        await(here.containers.create(by(owner).withIdempotencyKey("k"), container(fresh(), "web")));
        assertThat(refusal(here.namespaces.create(
                        by(owner).withIdempotencyKey("k"),
                        namespace(new NamespaceId(UUID.randomUUID()), project, "other"))))
                .isInstanceOf(Invalid.class);
    }

    @Test
    void the_same_key_of_somebody_else_is_another_key() {
        Principal other = signIn(Optional.empty(), Right.WRITE);
        await(here.containers.create(by(owner).withIdempotencyKey("k"), container(fresh(), "one")));
        ContainerId second = fresh();
        Outcome<Container.Existing> outcome =
                await(here.containers.create(by(other).withIdempotencyKey("k"), container(second, "two")));
        assertThat(facts(outcome).identity().id()).isEqualTo(second);
    }

    @Test
    void a_revoked_key_writes_nothing_on_any_instance() {
        Principal remembered = await(there.authenticator.authenticate(credentials.secret()));
        await(there.containers.create(by(remembered), container(fresh(), "warm")));
        await(here.apiKeys.revoke(byPlatform(), key));
        Unauthenticated refused = new Unauthenticated(Reason.NOT_FOUND);
        Principal still = await(there.authenticator.authenticateForWrite(credentials.secret()));
        ContainerId id = fresh();
        assertThat(refusal(there.containers.create(by(still), container(id, "web"))))
                .isEqualTo(refused);
        assertThat(await(log.version(id.stream()))).isZero();
        assertThat(refusal(there.containers.delete(by(still), fresh()))).isEqualTo(refused);
        assertThat(refusal(there.authenticator.authenticate(credentials.secret())))
                .isEqualTo(refused);
        assertThat(refusal(here.authenticator.authenticateForWrite(credentials.secret())))
                .isEqualTo(refused);
    }

    @Test
    void the_secret_before_a_rotation_is_refused_on_every_instance_and_the_new_one_is_not() {
        await(there.authenticator.authenticate(credentials.secret()));
        String renewed = Credentials.random().secret();
        await(here.apiKeys.rotate(by(owner), key, renewed));
        Unauthenticated refused = new Unauthenticated(Reason.NOT_FOUND);
        Principal still = await(there.authenticator.authenticateForWrite(credentials.secret()));
        assertThat(refusal(there.containers.create(by(still), container(fresh(), "web"))))
                .isEqualTo(refused);
        assertThat(refusal(there.authenticator.authenticate(credentials.secret())))
                .isEqualTo(refused);
        assertThat(refusal(here.authenticator.authenticateForWrite(credentials.secret())))
                .isEqualTo(refused);
        for (Instance instance : List.of(here, there)) {
            Principal holder = await(instance.authenticator.authenticateForWrite(renewed));
            await(instance.containers.create(by(holder), container(fresh(), "on-" + (instance == here))));
        }
    }

    @Test
    void the_secret_before_a_rotation_cannot_rotate_again() {
        Principal still = await(there.authenticator.authenticate(credentials.secret()));
        await(here.apiKeys.rotate(by(owner), key, Credentials.random().secret()));
        assertThat(refusal(there.apiKeys.rotate(
                        by(still), key, Credentials.random().secret())))
                .isEqualTo(new Unauthenticated(Reason.NOT_FOUND));
    }

    @Test
    void a_key_that_is_over_opens_nothing() {
        Credentials brief = Credentials.random();
        issue(
                here,
                new ApiKeyId(UUID.randomUUID()),
                Optional.empty(),
                Right.READ,
                brief,
                Optional.of(NOON.plusSeconds(1)));
        await(here.authenticator.authenticate(brief.secret()));
        clock.advance(Duration.ofSeconds(1));
        assertThat(refusal(here.authenticator.authenticate(brief.secret())))
                .isEqualTo(new Unauthenticated(Reason.EXPIRED));
    }

    @Test
    void an_unknown_secret_is_nobodys() {
        assertThat(refusal(here.authenticator.authenticate(UUID.randomUUID().toString())))
                .isEqualTo(new Unauthenticated(Reason.NOT_FOUND));
    }

    @Test
    void a_key_of_one_project_does_not_see_another() {
        ContainerId id = create("web");
        Principal neighbour = signIn(Optional.of(sibling), Right.WRITE);
        assertThat(refusal(here.containers.delete(by(neighbour), id))).isEqualTo(Refusal.notFound(id));
        assertThat(refusal(here.containers.create(by(neighbour), container(fresh(), "mine"))))
                .isEqualTo(Refusal.notFound(shop));
        assertThat(refusal(here.namespaces.create(
                        by(neighbour), namespace(new NamespaceId(UUID.randomUUID()), project, "mine"))))
                .isEqualTo(new Forbidden(Verb.WRITE, Kind.NAMESPACE));
    }

    @Test
    void a_reader_changes_nothing() {
        ContainerId id = create("web");
        Principal reader = signIn(Optional.empty(), Right.READ);
        assertThat(refusal(here.containers.delete(by(reader), id)))
                .isEqualTo(new Forbidden(Verb.WRITE, Kind.CONTAINER));
        assertThat(await(log.version(id.stream()))).isEqualTo(3);
    }

    @Test
    void a_key_of_one_project_cannot_make_keys() {
        Principal limited = signIn(Optional.of(project), Right.WRITE);
        NewApiKey wanted = new NewApiKey(
                new ApiKeyId(UUID.randomUUID()),
                acme,
                Optional.of(project),
                project,
                Right.WRITE,
                Credentials.random(),
                "",
                Optional.empty());
        assertThat(refusal(here.apiKeys.issue(by(limited), wanted))).isEqualTo(new Forbidden(Verb.WRITE, Kind.API_KEY));
    }

    @Test
    void a_key_opens_only_projects_of_its_organization() {
        OrganizationId other = new OrganizationId(UUID.randomUUID());
        await(here.organizations.create(byPlatform(), other, "other"));
        NewApiKey wanted = new NewApiKey(
                new ApiKeyId(UUID.randomUUID()),
                other,
                Optional.empty(),
                project,
                Right.WRITE,
                Credentials.random(),
                "",
                Optional.empty());
        assertThat(refusal(here.apiKeys.issue(byPlatform(), wanted))).isInstanceOf(Invalid.class);
    }

    @Test
    void a_list_looks_only_where_the_key_may() {
        Principal limited = signIn(Optional.of(project), Right.READ);
        Scope own = new Scope.OfProject(acme, project);
        assertThat(listScope(limited, Optional.empty(), Optional.empty())).isEqualTo(own);
        assertThat(listScope(limited, Optional.of(acme), Optional.empty())).isEqualTo(own);
        assertThat(listScope(limited, Optional.empty(), Optional.of(project))).isEqualTo(own);
        assertThat(listScope(owner, Optional.empty(), Optional.empty())).isEqualTo(new Scope.OfOrganization(acme));
        assertThat(listScope(owner, Optional.empty(), Optional.of(sibling)))
                .isEqualTo(new Scope.OfProject(acme, sibling));
        Forbidden forbidden = new Forbidden(Verb.READ, Kind.CONTAINER);
        assertThat(refusal(here.projects.listScope(limited, Kind.CONTAINER, Optional.empty(), Optional.of(sibling))))
                .isEqualTo(forbidden);
        assertThat(refusal(here.projects.listScope(
                        owner, Kind.CONTAINER, Optional.empty(), Optional.of(new ProjectId(UUID.randomUUID())))))
                .isEqualTo(forbidden);
    }

    private Scope listScope(Principal principal, Optional<OrganizationId> organization, Optional<ProjectId> named) {
        return await(here.projects.listScope(principal, Kind.CONTAINER, organization, named));
    }

    @Test
    void secrets_are_sealed_on_their_way_into_the_log() {
        ContainerId id = fresh();
        NewContainer wanted =
                new NewContainer(id, shop, "web", Specs.image("app:1"), Map.of("PASSWORD", new Plaintext("sesame")));
        Outcome<Container.Existing> outcome = await(here.containers.create(by(owner), wanted));
        assertThat(outcome.events().toString()).doesNotContain("sesame");
        assertThat(facts(outcome).spec().secretEnvironment()).containsOnlyKeys("PASSWORD");
        ContainerChange same = new ContainerChange(
                Map.of("PASSWORD", new Plaintext("sesame")),
                (spec, secrets) -> spec.withSecretEnvironment(secrets),
                false);
        assertThat(await(here.containers.configure(by(owner), id, same)).events())
                .isEmpty();
    }

    @Test
    void commands_are_timed_by_how_they_ended() {
        create("web");
        refusal(here.containers.delete(by(owner), fresh()));
        assertThat(here.metrics
                        .timer("berth.commands", "kind", "container", "command", "create", "result", "done")
                        .count())
                .isEqualTo(1);
        assertThat(here.metrics
                        .timer("berth.commands", "kind", "container", "command", "delete", "result", "refused-NotFound")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void a_deleted_namespace_shows_until_nothing_is_left_of_it() {
        Outcome<Namespace.Existing> outcome = await(here.namespaces.delete(by(owner), shop));
        assertThat(outcome.state()).isInstanceOf(Namespace.Deleting.class);
        await(here.namespaces.finishDeletion(byPlatform(), shop));
        assertThat(refusal(here.namespaces.delete(by(owner), shop))).isEqualTo(Refusal.notFound(shop));
    }

    @Test
    void created_events_carry_the_host() {
        Outcome<Container.Existing> outcome = await(here.containers.create(by(owner), container(fresh(), "Web_1")));
        assertThat(outcome.events().getFirst().event())
                .isInstanceOfSatisfying(
                        ContainerCreated.class,
                        created -> assertThat(created.host()).isEqualTo("web-1-shop"));
    }

    /** Always too late. */
    private static final class LosingStore extends ForwardingStore {
        LosingStore(InMemoryEventStore store) {
            super(store);
        }

        @Override
        public Uni<Appended> append(Append append) {
            return Uni.createFrom().failure(() -> new WriteConflict(append.writes().getFirst().stream(), 0, 1));
        }
    }
}
