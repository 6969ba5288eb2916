package dev.berth.api.views;

import static dev.berth.api.views.ViewsOnPostgres.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.api.access.Scope;
import dev.berth.api.access.Scope.OfPlatform;
import dev.berth.api.refusal.Refused;
import dev.berth.events.ContainerEvent.ContainerConfigured;
import dev.berth.events.ContainerEvent.DeploymentSucceeded;
import dev.berth.events.ContainerId;
import dev.berth.events.NamespaceId;
import dev.berth.events.ProjectId;
import dev.berth.events.StreamId;
import dev.berth.testing.TestServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class ProjectorIT {

    private static final ProjectId PROJECT = Histories.PROJECT;
    private static final Scope EVERYTHING = new OfPlatform();

    private final ViewsOnPostgres views =
            new ViewsOnPostgres(ViewsOnPostgres.migrated(TestServers.shared().freshDatabase()), Duration.ofMillis(300));
    private final NamespaceId namespace = new NamespaceId(UUID.randomUUID());

    @AfterEach
    void close() {
        views.close();
    }

    @Test
    void what_is_delivered_again_changes_nothing() {
        ContainerId id = views.container(PROJECT, namespace, "hello");
        views.project();
        String before = views.hash();
        await(views.projector.project(history(id)));
        await(views.projector.project(history(id).subList(1, 2)));
        assertThat(views.hash()).isEqualTo(before);
    }

    /** As when a committing process has no processor between the flush and the moment from which others see its work. */
    @Test
    void what_kafka_brings_before_the_database_shows_it_is_waited_for() {
        ContainerId id = views.container(PROJECT, namespace, "hello");
        List<Arrival> history = history(id);
        for (String table : List.of("stream", "unseen", "event")) {
            String mine = table + (table.equals("stream") ? " where id = '" : " where stream_id = '") + id + "'";
            views.sql("create table hidden_" + table + " as select * from " + mine);
            views.sql("delete from " + mine);
        }

        CompletableFuture<Void> projected = views.projector.project(history).subscribeAsCompletionStage();
        org.awaitility.Awaitility.await()
                .until(() -> views.metrics.counter("berth.views.early").count() > 0);
        assertThat(projected).isNotDone();
        views.sql("""
                insert into stream select * from hidden_stream;
                insert into unseen overriding system value select * from hidden_unseen;
                insert into event overriding system value select * from hidden_event
                """);

        projected.join();
        assertThat(await(views.queries.container(EVERYTHING, id))).isPresent();
        assertThat(containers().total()).isEqualTo(1);
    }

    @Test
    void what_was_not_delivered_is_read_from_the_log() {
        ContainerId id = views.container(PROJECT, namespace, "hello");
        views.write(Optional.of(PROJECT), Optional.of(namespace), new DeploymentSucceeded(id, 1));
        await(views.projector.project(history(id).subList(3, 4)));
        assertThat(await(views.queries.container(EVERYTHING, id)))
                .hasValueSatisfying(view -> assertThat(view.status()).isEqualTo(new ContainerStatus.Ready()));
        assertThat(containers().total()).isEqualTo(1);
    }

    @Test
    void hundreds_of_streams_of_which_something_is_missing_are_read_from_the_log_at_once() {
        List<Arrival> last = new ArrayList<>();
        for (int n = 0; n < 800; n++) {
            ContainerId id = views.container(PROJECT, namespace, "name" + n);
            last.add(history(id).getLast());
        }

        await(views.projector.project(last));

        assertThat(containers().total()).isEqualTo(800);
        String live = views.hash();
        assertThat(views.rebuild.run(java.time.Instant.now()))
                .isInstanceOfSatisfying(
                        Rebuilding.Done.class, done -> assertThat(done.hash()).isEqualTo(live));
    }

    @RepeatedTest(3)
    void any_order_repeated_and_in_parallel_ends_in_the_same_views() {
        List<List<Arrival>> histories = new ArrayList<>();
        for (int n = 0; n < 20; n++) {
            ContainerId id = views.container(PROJECT, namespace, "name" + n);
            views.write(Optional.of(PROJECT), Optional.of(namespace), new DeploymentSucceeded(id, 1));
            histories.add(history(id));
        }
        List<List<Arrival>> batches = chaos(histories);
        CompletableFuture<?>[] running = batches.stream()
                .map(batch -> views.projector
                        .project(batch)
                        .onFailure(ViewSchema.Overtaken.class)
                        .retry()
                        .indefinitely()
                        .subscribeAsCompletionStage())
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(running).join();
        views.project();
        assertThat(containers().total()).isEqualTo(20);
        String live = views.hash();
        assertThat(views.rebuild.run(java.time.Instant.now())).isInstanceOfSatisfying(Rebuilding.Done.class, done -> {
            assertThat(done.equal()).isTrue();
            assertThat(done.hash()).isEqualTo(live);
        });
    }

    /** Events of many streams, shuffled, some left out and some twice, in batches. */
    private static List<List<Arrival>> chaos(List<List<Arrival>> histories) {
        Random random = new Random();
        List<Arrival> all = new ArrayList<>();
        histories.forEach(all::addAll);
        histories.forEach(history -> all.addAll(history.subList(0, random.nextInt(history.size()))));
        Collections.shuffle(all, random);
        List<Arrival> some = all.subList(0, all.size() * 3 / 4);
        return IntStream.range(0, 8)
                .mapToObj(n -> some.subList(n * some.size() / 8, (n + 1) * some.size() / 8))
                .map(batch -> batch.stream()
                        .sorted(java.util.Comparator.comparingLong(Arrival::version))
                        .toList())
                .toList();
    }

    @Test
    void a_type_from_a_newer_version_holds_nothing_up() {
        ContainerId id = views.container(PROJECT, namespace, "hello");
        views.write(Optional.of(PROJECT), Optional.of(namespace), new DeploymentSucceeded(id, 1));
        views.sql("update event set type = 'dev.berth.container.painted.v1' where version = 3");
        views.project();
        assertThat(await(views.queries.container(EVERYTHING, id)))
                .hasValueSatisfying(view -> assertThat(view.version()).isEqualTo(4));
        assertThat(((Rebuilding.Done) views.rebuild.run(java.time.Instant.now())).equal())
                .isTrue();
    }

    @Test
    void an_event_that_cannot_be_read_stops_its_own_stream_only() {
        ContainerId broken = views.container(PROJECT, namespace, "broken");
        views.sql("update event set body = '{\"spec\": 7}' where version = 2");
        ContainerId healthy = views.container(PROJECT, namespace, "healthy");
        views.project();
        assertThat(await(views.queries.container(EVERYTHING, healthy))).isPresent();
        assertThat(containers().items()).extracting(ContainerView::id).containsExactly(healthy);
        assertThatThrownBy(() -> await(views.queries.container(EVERYTHING, broken)))
                .isInstanceOf(Refused.class);
        assertThat(((Rebuilding.Done) views.rebuild.run(java.time.Instant.now())).equal())
                .isTrue();

        mend(broken);
        assertThat(await(views.queries.container(EVERYTHING, broken))).isPresent();
        assertThat(containers().total()).isEqualTo(2);
    }

    @Test
    void a_stream_that_could_not_even_begin_goes_on_once_it_is_delivered_again() {
        ContainerId id = views.container(PROJECT, namespace, "hello");
        List<Arrival> readable = history(id);
        views.sql("update event set body = '7' where version = 1");
        views.project();
        assertThat(stuck()).containsExactly(id.stream());

        await(views.projector.project(readable));

        assertThat(stuck()).isEmpty();
        assertThat(await(views.queries.container(EVERYTHING, id))).isPresent();
        assertThat(containers().total()).isEqualTo(1);
    }

    private Set<StreamId> stuck() {
        return await(views.database.withConnection(ViewSchema.LIVE::stuck));
    }

    /** As a newer version would, which can read it: with the next event of the stream. */
    private void mend(ContainerId id) {
        views.sql(
                "update event set body = (select body from event where stream_id <> '%s' and version = 2)".formatted(id)
                        + " where version = 2 and stream_id = '%s'".formatted(id));
        views.sql(
                "update event set body = replace(body, substring(body from '\"id\":\"([^\"]*)\"'), '%1$s') where stream_id = '%1$s' and version = 2"
                        .formatted(id));
        views.write(Optional.of(PROJECT), Optional.of(namespace), new DeploymentSucceeded(id, 1));
        views.project();
    }

    @Test
    void what_the_database_refuses_stops_its_own_stream_only() {
        ContainerId refused = views.container(PROJECT, namespace, "nul\u0000");
        ContainerId healthy = views.container(PROJECT, namespace, "healthy");
        views.project();
        assertThat(await(views.queries.container(EVERYTHING, healthy))).isPresent();
        assertThat(containers().total()).isEqualTo(1);
        assertThatThrownBy(() -> await(views.queries.container(EVERYTHING, refused)))
                .isInstanceOf(Refused.class);
        views.write(
                Optional.of(PROJECT),
                Optional.of(namespace),
                new ContainerConfigured(healthy, 2, Histories.spec("next")));
        views.project();
        assertThat(containers().items()).extracting(ContainerView::revision).containsExactly(2);
    }

    private Page<ContainerView> containers() {
        return await(views.queries.containers(EVERYTHING, Filter.NONE, Order.CREATED_ASC, 1, 100));
    }

    private List<Arrival> history(ContainerId id) {
        return await(views.log.read(id.stream(), 0, 100)).stream()
                .map(Arrivals::of)
                .toList();
    }
}
