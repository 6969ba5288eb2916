package dev.berth.api.command;

import static dev.berth.api.command.Instance.await;
import static dev.berth.api.command.Instance.by;
import static dev.berth.api.command.Instance.byPlatform;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.berth.api.access.Principal;
import dev.berth.api.container.Container;
import dev.berth.api.container.ContainerChange;
import dev.berth.api.container.NewContainer;
import dev.berth.api.container.Specs;
import dev.berth.api.namespace.NamespaceChange;
import dev.berth.api.namespace.NewNamespace;
import dev.berth.api.refusal.Refusal.NameTaken;
import dev.berth.api.refusal.Refusal.Reason;
import dev.berth.api.refusal.Refusal.Unauthenticated;
import dev.berth.api.refusal.Refused;
import dev.berth.api.secrets.DataKeys;
import dev.berth.api.secrets.Plaintext;
import dev.berth.api.secrets.TestSecrets;
import dev.berth.api.store.Names;
import dev.berth.api.store.Names.Held;
import dev.berth.api.store.StoreOnPostgres;
import dev.berth.api.tenancy.Credentials;
import dev.berth.api.tenancy.NewApiKey;
import dev.berth.events.ApiKeyEvent.Right;
import dev.berth.events.ApiKeyId;
import dev.berth.events.ContainerId;
import dev.berth.events.NamespaceId;
import dev.berth.events.OrganizationId;
import dev.berth.events.ProjectId;
import dev.berth.events.StreamId;
import dev.berth.events.report.Report.WorkloadRemoved;
import dev.berth.events.spec.NamespaceSpec;
import dev.berth.testing.TestServers;
import io.smallrye.mutiny.Uni;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CommandsOnPostgresIT {

    private static final NamespaceSpec PLAIN = new NamespaceSpec("", Map.of(), Map.of(), List.of(), Map.of());

    private final OrganizationId acme = new OrganizationId(UUID.randomUUID());
    private final ProjectId project = new ProjectId(UUID.randomUUID());
    private final NamespaceId shop = new NamespaceId(UUID.randomUUID());
    private final ApiKeyId key = new ApiKeyId(UUID.randomUUID());
    private final Credentials credentials = Credentials.random();

    private final StoreOnPostgres postgres =
            new StoreOnPostgres(TestServers.shared().freshDatabase());
    private final Names names = postgres.names();
    private final DataKeys dataKeys = TestSecrets.dataKeys(postgres.mutiny());
    private final Instance here = new Instance(postgres.store(), names, dataKeys, InstantSource.system());
    private final Instance there = new Instance(postgres.store(), names, dataKeys, InstantSource.system());

    private Principal owner = new Principal.Platform("test");

    @BeforeEach
    void a_tenant_with_a_namespace() {
        await(here.organizations.create(byPlatform(), acme, "acme"));
        await(here.projects.create(byPlatform(), project, acme, "default"));
        await(here.apiKeys.issue(
                byPlatform(),
                new NewApiKey(
                        key, acme, Optional.empty(), project, Right.WRITE, credentials, "test", Optional.empty())));
        owner = await(here.authenticator.authenticate(credentials.secret()));
        await(here.namespaces.create(by(owner), new NewNamespace(shop, project, "shop", PLAIN, Map.of())));
    }

    @AfterEach
    void close() {
        postgres.close();
    }

    private ContainerId create(String name) {
        ContainerId id = new ContainerId(UUID.randomUUID());
        await(here.containers.create(by(owner), wanted(id, name, Map.of())));
        return id;
    }

    private NewContainer wanted(ContainerId id, String name, Map<String, Plaintext> secrets) {
        return new NewContainer(id, shop, name, Specs.image("app:1"), secrets);
    }

    private static <T> List<T> atOnce(List<Callable<T>> work) throws Exception {
        try (var threads = Executors.newFixedThreadPool(8)) {
            List<Future<T>> done = threads.invokeAll(work);
            return done.stream().map(Future::resultNow).toList();
        }
    }

    @Test
    void changes_at_once_on_two_instances_are_all_kept() throws Exception {
        ContainerId id = create("web");
        atOnce(IntStream.range(0, 24)
                .<Callable<Object>>mapToObj(number -> () ->
                        await((number % 2 == 0 ? here : there).containers.configure(by(owner), id, variable(number))))
                .toList());
        Container.Existing container = (Container.Existing)
                await(here.containers.load(id, Freshness.CURRENT)).state();
        assertThat(container.facts().spec().secretEnvironment()).hasSize(24);
        assertThat(container.facts().revisions()).hasSize(25);
    }

    private static ContainerChange variable(int number) {
        return new ContainerChange(
                Map.of(), (spec, _) -> spec.withSecretEnvironment(Specs.and(spec, "V" + number)), false);
    }

    @Test
    void of_many_that_want_a_name_at_once_one_gets_it() throws Exception {
        List<Boolean> made = atOnce(IntStream.range(0, 16)
                .<Callable<Boolean>>mapToObj(_ -> () -> succeeds(
                        here.containers.create(by(owner), wanted(new ContainerId(UUID.randomUUID()), "web", Map.of()))))
                .toList());
        assertThat(made.stream().filter(success -> success)).hasSize(1);
    }

    private static boolean succeeds(Uni<?> command) {
        try {
            await(command);
            return true;
        } catch (Refused refused) {
            assertThat(refused.refusal()).isInstanceOf(NameTaken.class);
            return false;
        }
    }

    @Test
    void containers_made_while_variables_change_have_the_old_or_the_new_ones_and_never_miss_a_rollout()
            throws Exception {
        NamespaceSpec changed = new NamespaceSpec("", Map.of("A", "1"), Map.of(), List.of(), Map.of());
        List<Callable<Object>> work = new ArrayList<>();
        IntStream.range(0, 30).forEach(number -> work.add(() -> create("c" + number)));
        work.add(
                15,
                () -> await(
                        there.namespaces.configure(by(owner), shop, new NamespaceChange(Map.of(), (_, _) -> changed))));
        assertThat(atOnce(work)).hasSize(31);
        assertThat(await(names.held("namespace/" + shop + "/containers", "", 100)))
                .hasSize(30);
    }

    @Test
    void a_revoked_key_writes_nothing_on_any_instance() {
        Principal remembered = await(there.authenticator.authenticate(credentials.secret()));
        await(here.apiKeys.revoke(byPlatform(), key));
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> await(there.containers.create(
                        by(remembered), wanted(new ContainerId(UUID.randomUUID()), "web", Map.of()))))
                .satisfies(refused -> assertThat(refused.refusal()).isEqualTo(new Unauthenticated(Reason.NOT_FOUND)));
        assertThat(await(names.held("namespace/" + shop + "/containers", "", 10)))
                .isEmpty();
    }

    @Test
    void a_deleted_name_may_be_used_again() {
        ContainerId first = create("web");
        await(here.containers.delete(by(owner), first));
        await(there.containers.record(byPlatform(), first, new WorkloadRemoved(first)));
        ContainerId second = create("web");
        assertThat(await(names.held("namespace/" + shop + "/containers", "", 10)))
                .containsExactly(new Held("web", second.stream()));
    }

    @Test
    void names_are_listed_page_by_page() {
        StreamId[] made = IntStream.range(0, 5)
                .mapToObj(number -> create("c" + number).stream())
                .toArray(StreamId[]::new);
        String scope = "namespace/" + shop + "/containers";
        assertThat(await(names.held(scope, "", 2)).stream().map(Held::holder)).containsExactly(made[0], made[1]);
        assertThat(await(names.held(scope, "c1", 10)).stream().map(Held::holder))
                .containsExactly(made[2], made[3], made[4]);
    }

    @Test
    void a_project_has_one_data_key_however_many_ask_first() throws Exception {
        List<Optional<String>> kept = atOnce(IntStream.range(0, 8)
                .<Callable<Optional<String>>>mapToObj(
                        number -> () -> await(dataKeys.keep(project, "wrapped " + number)))
                .toList());
        assertThat(kept.stream().distinct()).hasSize(1);
        assertThat(await(dataKeys.find(project))).isEqualTo(kept.getFirst());
    }

    @Test
    void a_destroyed_data_key_never_comes_back() {
        ContainerId id = new ContainerId(UUID.randomUUID());
        await(here.containers.create(by(owner), wanted(id, "web", Map.of("S", new Plaintext("sesame")))));
        assertThat(await(dataKeys.find(project))).isPresent();
        await(dataKeys.destroy(project));
        await(dataKeys.destroy(project));
        assertThat(await(dataKeys.keep(project, "another"))).isEmpty();
        assertThat(await(dataKeys.find(project))).isEmpty();
    }
}
