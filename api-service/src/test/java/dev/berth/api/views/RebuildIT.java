package dev.berth.api.views;

import static dev.berth.api.views.ViewsOnPostgres.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.access.Scope;
import dev.berth.api.access.Scope.OfPlatform;
import dev.berth.api.views.Rebuilding.Done;
import dev.berth.api.views.Rebuilding.Failed;
import dev.berth.events.ContainerEvent.ContainerConfigured;
import dev.berth.events.ContainerEvent.ContainerDeleted;
import dev.berth.events.ContainerEvent.ContainerDeletionRequested;
import dev.berth.events.ContainerId;
import dev.berth.events.NamespaceId;
import dev.berth.events.ProjectId;
import dev.berth.events.TriggerEvent.TriggerConfigured;
import dev.berth.events.TriggerEvent.TriggerCreated;
import dev.berth.events.TriggerId;
import dev.berth.events.spec.Source;
import dev.berth.events.spec.TriggerSpec;
import dev.berth.testing.TestDatabase;
import dev.berth.testing.TestServers;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RebuildIT {

    private static final ProjectId PROJECT = Histories.PROJECT;
    private static final Scope EVERYTHING = new OfPlatform();

    private final TestDatabase database =
            ViewsOnPostgres.migrated(TestServers.shared().freshDatabase());
    private final ViewsOnPostgres views = new ViewsOnPostgres(database, Duration.ofSeconds(10));
    private final NamespaceId namespace = new NamespaceId(UUID.randomUUID());

    @AfterEach
    void close() {
        views.close();
    }

    @Test
    void a_rebuild_gives_the_same_views_and_the_projector_goes_on_with_them() {
        ContainerId gone = views.container(PROJECT, namespace, "gone");
        views.write(
                Optional.of(PROJECT),
                Optional.of(namespace),
                new ContainerDeletionRequested(gone),
                new ContainerDeleted(gone));
        ContainerId id = views.container(PROJECT, namespace, "hello");
        views.project();
        assertThat(containers().total()).isEqualTo(1);
        String before = views.hash();

        Done done = rebuild();

        assertThat(done.equal()).isTrue();
        assertThat(done.hash()).isEqualTo(before).isEqualTo(views.hash());
        assertThat(done.events()).isEqualTo(8);
        views.write(
                Optional.of(PROJECT), Optional.of(namespace), new ContainerConfigured(id, 2, Histories.spec("next")));
        views.project();
        assertThat(containers().items()).extracting(ContainerView::revision).containsExactly(2);
        assertThat(rebuild().equal()).isTrue();
    }

    @Test
    void what_is_attached_is_listed_by_container_and_variant_and_rebuilt() {
        ContainerId web = views.container(PROJECT, namespace, "web");
        TriggerId nightly = trigger(web, new Source.Cron("0 3 * * *", "UTC", "", Map.of()));
        TriggerId jobs = trigger(web, new Source.Sqs("", "", "jobs", "", Optional.empty()));
        trigger(new ContainerId(UUID.randomUUID()), new Source.Nats(List.of(), "jobs", Optional.empty()));
        views.project();
        assertThat(triggers(Filter.NONE.of(web))).containsExactly(nightly, jobs);
        assertThat(triggers(Filter.NONE.in(namespace).variants(TriggerView.SQS, TriggerView.CRON)))
                .containsExactly(nightly, jobs);
        assertThat(triggers(Filter.NONE.of(web).variants(TriggerView.SQS))).containsExactly(jobs);
        assertThat(triggers(Filter.NONE.of(web).variants(TriggerView.NATS))).isEmpty();
        assertThat(rebuild().equal()).isTrue();
        assertThat(triggers(Filter.NONE.of(web).variants(TriggerView.SQS))).containsExactly(jobs);
    }

    private TriggerId trigger(ContainerId container, Source source) {
        TriggerId id = new TriggerId(UUID.randomUUID());
        views.write(
                Optional.of(PROJECT),
                Optional.of(namespace),
                new TriggerCreated(id, container, namespace, PROJECT, Histories.ORGANIZATION),
                new TriggerConfigured(
                        id, 1, new TriggerSpec("t", "", List.of(), TriggerSpec.Destination.DEFAULT, source, Map.of())));
        return id;
    }

    private List<TriggerId> triggers(Filter filter) {
        return await(views.queries.triggers(EVERYTHING, filter, Order.CREATED_ASC, 1, 10)).items().stream()
                .map(TriggerView::id)
                .toList();
    }

    @Test
    void what_the_views_had_not_reached_is_there_afterwards() {
        views.container(PROJECT, namespace, "seen");
        views.project();
        views.container(PROJECT, namespace, "unseen");
        assertThat(rebuild().equal()).isTrue();
        assertThat(containers().total()).isEqualTo(2);
    }

    @Test
    void damaged_views_are_replaced_and_the_difference_is_told() {
        views.container(PROJECT, namespace, "hello");
        views.project();
        String before = views.hash();
        views.sql("update views.container set name = 'other'");
        assertThat(rebuild().equal()).isFalse();
        assertThat(views.hash()).isEqualTo(before);
    }

    @Test
    void a_rebuild_that_was_killed_leaves_nothing_behind_that_matters() {
        views.container(PROJECT, namespace, "hello");
        views.project();
        views.sql("create schema views_next; create table views_next.container (id uuid); create schema views_old");
        assertThat(rebuild().equal()).isTrue();
    }

    @Test
    void the_rebuilt_views_have_the_indexes_of_the_earlier_ones() {
        views.container(PROJECT, namespace, "hello");
        List<String> before = indexes();
        assertThat(before).anyMatch(index -> index.contains("container_by_name"));

        rebuild();

        assertThat(indexes()).isEqualTo(before);
        rebuild();
        assertThat(indexes()).isEqualTo(before);
    }

    private List<String> indexes() {
        List<String> found = new ArrayList<>();
        await(views.database
                        .query("select indexdef from pg_indexes where schemaname = 'views' and tablename <> 'counter'"
                                + " order by indexdef")
                        .execute())
                .forEach(row -> found.add(row.getString("indexdef")));
        return found;
    }

    @Test
    void only_one_rebuild_runs_at_a_time_over_all_instances() {
        SqlConnection other = await(views.database.getConnection());
        await(other.query("select pg_advisory_lock(x'6265727468726562'::bigint)")
                .execute());
        assertThat(views.rebuild.run(Instant.now())).isInstanceOf(Failed.class);
        await(other.close());
    }

    @Test
    void writers_projectors_and_questions_go_on_during_rebuilds() {
        AtomicBoolean running = new AtomicBoolean(true);
        List<CompletableFuture<Void>> busy = new ArrayList<>();
        for (int n = 0; n < 3; n++) {
            String writer = "writer" + n;
            busy.add(CompletableFuture.runAsync(
                    () -> write(running, writer), task -> Thread.ofVirtual().start(task)));
        }
        busy.add(CompletableFuture.runAsync(
                () -> project(running), task -> Thread.ofVirtual().start(task)));
        busy.add(CompletableFuture.runAsync(
                () -> ask(running), task -> Thread.ofVirtual().start(task)));
        for (int n = 0; n < 5; n++) {
            Done done = rebuild();
            assertThat(done.equal()).as(done.toString()).isTrue();
        }
        running.set(false);
        busy.forEach(CompletableFuture::join);
        views.project();
        assertThat(rebuild().equal()).isTrue();
    }

    private void write(AtomicBoolean running, String writer) {
        for (int n = 0; running.get(); n++) {
            ContainerId id = views.container(PROJECT, namespace, writer + n);
            if (n % 3 == 0) {
                views.write(
                        Optional.of(PROJECT),
                        Optional.of(namespace),
                        new ContainerDeletionRequested(id),
                        new ContainerDeleted(id));
            }
        }
    }

    private void project(AtomicBoolean running) {
        try (ViewsOnPostgres other = new ViewsOnPostgres(database, Duration.ofSeconds(10))) {
            while (running.get()) {
                other.project();
            }
        }
    }

    private void ask(AtomicBoolean running) {
        while (running.get()) {
            ContainerId id = views.container(PROJECT, namespace, "asked-" + UUID.randomUUID());
            assertThat(await(views.queries.container(EVERYTHING, id))).isPresent();
            assertThat(await(views.queries.containers(
                                    EVERYTHING, Filter.NONE.in(namespace), Order.CREATED_DESC, 1, 1000))
                            .items())
                    .extracting(ContainerView::id)
                    .contains(id);
        }
    }

    private Done rebuild() {
        Rebuilding state = views.rebuild.run(Instant.now());
        assertThat(state).isInstanceOf(Done.class);
        return (Done) state;
    }

    private Page<ContainerView> containers() {
        return await(views.queries.containers(EVERYTHING, Filter.NONE, Order.CREATED_ASC, 1, 100));
    }
}
