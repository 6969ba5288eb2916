package dev.berth.api.views;

import static dev.berth.api.views.ViewsOnPostgres.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.api.access.Scope;
import dev.berth.api.access.Scope.OfOrganization;
import dev.berth.api.access.Scope.OfPlatform;
import dev.berth.api.access.Scope.OfProject;
import dev.berth.api.refusal.Refusal.Busy;
import dev.berth.api.refusal.Refused;
import dev.berth.events.ContainerEvent.ContainerConfigured;
import dev.berth.events.ContainerEvent.ContainerDeleted;
import dev.berth.events.ContainerEvent.ContainerDeletionRequested;
import dev.berth.events.ContainerId;
import dev.berth.events.NamespaceId;
import dev.berth.events.OrganizationId;
import dev.berth.events.ProjectId;
import dev.berth.testing.TestDatabase;
import dev.berth.testing.TestServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class QueriesIT {

    private static final ProjectId PROJECT = Histories.PROJECT;
    private static final Scope ORGANIZATION = new OfOrganization(Histories.ORGANIZATION);

    private final TestDatabase database =
            ViewsOnPostgres.migrated(TestServers.shared().freshDatabase());
    private final ViewsOnPostgres views = new ViewsOnPostgres(database, Duration.ofSeconds(60));
    private final ViewsOnPostgres impatient = new ViewsOnPostgres(database, Duration.ofMillis(500));
    private final NamespaceId namespace = new NamespaceId(UUID.randomUUID());

    @AfterEach
    void close() {
        impatient.close();
        views.close();
    }

    @ParameterizedTest
    @EnumSource
    void pages_together_are_the_whole_list_in_order(Order order) {
        IntStream.range(0, 23).forEach(n -> views.container(PROJECT, namespace, "name" + n % 7));
        views.project();
        List<ContainerView> all = new ArrayList<>();
        for (int page = 1; page <= 6; page++) {
            Page<ContainerView> found = containers(ORGANIZATION, Filter.NONE.in(namespace), order, page, 5);
            assertThat(found.total()).isEqualTo(23);
            assertThat(found.items()).hasSize(page < 5 ? 5 : page == 5 ? 3 : 0);
            all.addAll(found.items());
        }
        assertThat(all).hasSize(23).isSortedAccordingTo(comparator(order));
    }

    private static Comparator<ContainerView> comparator(Order order) {
        Comparator<ContainerView> byId = Comparator.comparing(view -> view.id().toString());
        Comparator<ContainerView> byName =
                Comparator.comparing(ContainerView::name).thenComparing(byId);
        Comparator<ContainerView> byTime =
                Comparator.comparing(ContainerView::createdAt).thenComparing(byId);
        return switch (order) {
            case CREATED_ASC -> byTime;
            case CREATED_DESC -> byTime.reversed();
            case NAME_ASC -> byName;
            case NAME_DESC -> byName.reversed();
        };
    }

    @Test
    void filters_are_exact() {
        ContainerId hello = views.container(PROJECT, namespace, "hello");
        views.container(PROJECT, namespace, "hello2");
        views.container(PROJECT, new NamespaceId(UUID.randomUUID()), "hello");
        views.project();
        assertThat(containers(Filter.NONE.named("hello")).total()).isEqualTo(2);
        assertThat(containers(Filter.NONE.in(namespace)).total()).isEqualTo(2);
        assertThat(containers(Filter.NONE.in(PROJECT)).total()).isEqualTo(3);
        assertThat(containers(Filter.NONE.in(Histories.ORGANIZATION)).total()).isEqualTo(3);
        assertThat(containers(Filter.NONE.in(namespace).named("hello")).items())
                .extracting(ContainerView::id)
                .containsExactly(hello);
        assertThat(containers(Filter.NONE.named("hell")).items()).isEmpty();
    }

    @Test
    void what_is_outside_the_scope_does_not_exist() {
        ContainerId id = views.container(PROJECT, namespace, "hello");
        views.project();
        OrganizationId otherOrganization = new OrganizationId(UUID.randomUUID());
        ProjectId otherProject = new ProjectId(UUID.randomUUID());
        for (Scope inside : List.of(new OfPlatform(), ORGANIZATION, new OfProject(Histories.ORGANIZATION, PROJECT))) {
            assertThat(await(views.queries.container(inside, id))).isPresent();
            assertThat(containers(inside, Filter.NONE, Order.CREATED_ASC, 1, 10).total())
                    .isEqualTo(1);
        }
        for (Scope outside :
                List.of(new OfOrganization(otherOrganization), new OfProject(Histories.ORGANIZATION, otherProject))) {
            assertThat(await(views.queries.container(outside, id))).isEmpty();
            assertThat(containers(outside, Filter.NONE, Order.CREATED_ASC, 1, 10))
                    .isEqualTo(new Page<>(List.of(), 0));
            assertThat(containers(outside, Filter.NONE.in(PROJECT), Order.CREATED_ASC, 1, 10)
                            .items())
                    .isEmpty();
        }
    }

    @Test
    void a_deleted_container_is_in_no_list() {
        ContainerId id = views.container(PROJECT, namespace, "hello");
        views.container(PROJECT, namespace, "other");
        views.project();
        views.write(
                Optional.of(PROJECT),
                Optional.of(namespace),
                new ContainerDeletionRequested(id),
                new ContainerDeleted(id));
        views.project();
        assertThat(await(views.queries.container(ORGANIZATION, id))).isEmpty();
        assertThat(containers(Filter.NONE).total()).isEqualTo(1);
        assertThat(containers(Filter.NONE.in(namespace)).items()).hasSize(1);
    }

    @Test
    void namespaces_are_listed_by_project() {
        views.write(
                Optional.of(PROJECT),
                Optional.of(namespace),
                Histories.created(namespace, PROJECT, "web").toArray(dev.berth.events.Event[]::new));
        views.project();
        assertThat(await(views.queries.namespaces(
                                ORGANIZATION, Filter.NONE.in(PROJECT).named("web"), Order.NAME_ASC, 1, 10))
                        .items())
                .extracting(NamespaceView::id)
                .containsExactly(namespace);
        assertThat(await(views.queries.namespace(ORGANIZATION, namespace))).isPresent();
    }

    @Test
    void an_answer_waits_on_every_instance_until_the_views_show_what_was_written() throws Exception {
        try (ViewsOnPostgres other = new ViewsOnPostgres(database, Duration.ofSeconds(60))) {
            ContainerId id = views.container(PROJECT, namespace, "hello");
            List<CompletableFuture<?>> questions = List.of(
                    other.queries.container(ORGANIZATION, id).subscribeAsCompletionStage(),
                    other.queries
                            .containers(ORGANIZATION, Filter.NONE, Order.CREATED_ASC, 1, 10)
                            .subscribeAsCompletionStage(),
                    other.queries
                            .containers(ORGANIZATION, Filter.NONE.in(namespace), Order.CREATED_ASC, 1, 10)
                            .subscribeAsCompletionStage(),
                    views.queries
                            .containers(
                                    new OfProject(Histories.ORGANIZATION, PROJECT),
                                    Filter.NONE,
                                    Order.CREATED_ASC,
                                    1,
                                    10)
                            .subscribeAsCompletionStage());
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> other.signal.isAwaited() && views.signal.isAwaited());
            assertThat(questions).noneMatch(CompletableFuture::isDone);
            views.project();
            assertThat(questions.getFirst().get()).asString().contains("name=hello");
            for (CompletableFuture<?> list : questions.subList(1, 4)) {
                assertThat(((Page<?>) list.get()).total()).isEqualTo(1);
            }
        }
    }

    @Test
    void a_stale_answer_is_never_given() {
        ContainerId id = views.container(PROJECT, namespace, "hello");
        views.project();
        views.write(
                Optional.of(PROJECT), Optional.of(namespace), new ContainerConfigured(id, 2, Histories.spec("next")));
        Stream.<Runnable>of(
                        () -> await(impatient.queries.container(ORGANIZATION, id)),
                        () -> stale(Filter.NONE),
                        () -> stale(Filter.NONE.in(namespace)),
                        () -> stale(Filter.NONE.named("no such name")))
                .forEach(question -> assertThatThrownBy(question::run)
                        .isInstanceOfSatisfying(
                                Refused.class,
                                refused -> assertThat(refused.refusal()).isInstanceOf(Busy.class)));
        assertThat(containers(Filter.NONE.in(new NamespaceId(UUID.randomUUID())))
                        .items())
                .isEmpty();
        assertThat(await(views.queries.container(
                        new OfOrganization(new OrganizationId(UUID.randomUUID())), new ContainerId(UUID.randomUUID()))))
                .isEmpty();
    }

    private Page<ContainerView> stale(Filter filter) {
        return await(impatient.queries.containers(ORGANIZATION, filter, Order.CREATED_ASC, 1, 10));
    }

    @Test
    void an_answer_does_not_wait_for_what_was_written_after_the_question() throws Exception {
        ContainerId first = views.container(PROJECT, namespace, "first");
        try (ViewsOnPostgres patient = new ViewsOnPostgres(database, Duration.ofSeconds(60))) {
            CompletableFuture<Page<ContainerView>> question = patient.queries
                    .containers(ORGANIZATION, Filter.NONE, Order.CREATED_ASC, 1, 10)
                    .subscribeAsCompletionStage();
            Awaitility.await().atMost(Duration.ofMinutes(1)).until(patient.signal::isAwaited);
            assertThat(question).isNotDone();
            ContainerId second = views.container(PROJECT, namespace, "second");
            await(views.projector.project(await(views.log.read(first.stream(), 0, 10)).stream()
                    .map(Arrivals::of)
                    .toList()));
            assertThat(question.get().items()).extracting(ContainerView::id).containsExactly(first);
            assertThat(second).isNotEqualTo(first);
        }
    }

    private Page<ContainerView> containers(Filter filter) {
        return containers(ORGANIZATION, filter, Order.CREATED_ASC, 1, 100);
    }

    private Page<ContainerView> containers(Scope scope, Filter filter, Order order, int page, int pageSize) {
        return await(views.queries.containers(scope, filter, order, page, pageSize));
    }
}
