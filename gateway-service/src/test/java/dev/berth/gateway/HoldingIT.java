package dev.berth.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.events.ContainerEvent.ContainerDegraded;
import dev.berth.events.ContainerEvent.ContainerDeletionRequested;
import dev.berth.events.ContainerEvent.DeploymentFailed;
import dev.berth.events.spec.ContainerSpec.Privacy;
import dev.berth.events.spec.Failure;
import dev.berth.events.traffic.Demand;
import dev.berth.gateway.Rig.Deployed;
import dev.berth.gateway.Rig.Reply;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.HostAndPort;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HoldingIT {

    private static final Failure BROKEN =
            new Failure(Failure.Reason.IMAGE_NOT_FOUND, "image not found: registry.example/app:1; push it");

    private Rig rig;
    private HttpServer ok;

    @BeforeAll
    void start() {
        rig = Rig.start("queue.per-container", "5", "queue.total", "12", "troubled-hold", "5s");
        ok = rig.serve(request ->
                request.body().onSuccess(body -> request.response().end("ok " + body.length())));
    }

    @AfterAll
    void stop() {
        rig.close();
    }

    private Deployed sleeping(Duration timeout) {
        return rig.deployed(Histories.spec(Privacy.PUBLIC, false, timeout));
    }

    private List<Future<Reply>> several(int count, Deployed container) {
        return Stream.generate(() -> rig.later(container.host(), "/"))
                .limit(count)
                .toList();
    }

    @Test
    void a_request_wakes_its_container_and_is_answered_when_it_is_up() {
        Deployed container = sleeping(Histories.PATIENCE);
        Future<Reply> waiting = rig.later(container.host(), "/");
        rig.awaitWake(container.id());
        assertThat(waiting.isComplete()).isFalse();
        rig.tellEndpoints(container, 0, Rig.instance(ok.actualPort()));
        Reply reply = Rig.get(waiting);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(Long.parseLong(reply.headers().get("X-Berth-Cold-Start"))).isPositive();
        Reply next = rig.get(container.host(), "/");
        assertThat(next.headers().get("X-Berth-Cold-Start")).isNull();
    }

    @Test
    void the_body_of_a_held_request_arrives_whole() {
        Deployed container = sleeping(Histories.PATIENCE);
        Buffer body = Buffer.buffer("x".repeat(3_000_000));
        Future<Reply> waiting = rig.request(rig.http1(), HttpMethod.POST, container.host(), "/", body);
        rig.awaitWake(container.id());
        rig.tellEndpoints(container, 0, Rig.instance(ok.actualPort()));
        assertThat(Rig.get(waiting).body()).isEqualTo("ok 3000000");
    }

    @Test
    void waking_is_told_at_once_and_the_end_of_demand_too() {
        Deployed container = sleeping(Histories.PATIENCE);
        Future<Reply> waiting = rig.later(container.host(), "/");
        rig.awaitWake(container.id());
        Demand first = rig.demands(container.id()).getFirst();
        assertThat(first.queued()).isEqualTo(1);
        assertThat(first.requests()).isEqualTo(1);
        assertThat(first.generation()).isZero();
        rig.tellEndpoints(container, 0, Rig.instance(ok.actualPort()));
        Rig.get(waiting);
        await().until(() -> rig.lastDemand(container.id())
                .filter(last -> last.generation() == 1)
                .filter(last -> last.queued() == 0 && last.inFlight().isEmpty())
                .isPresent());
    }

    @Test
    void a_demand_is_repeated_as_long_as_somebody_waits() {
        Deployed container = sleeping(Histories.PATIENCE);
        Future<Reply> waiting = rig.later(container.host(), "/");
        await().until(() -> rig.demands(container.id()).stream()
                        .filter(demand -> demand.queued() == 1)
                        .count()
                >= 3);
        rig.tellEndpoints(container, 0, Rig.instance(ok.actualPort()));
        Rig.get(waiting);
    }

    @Test
    void requests_under_way_are_told_by_instance() {
        Promise<Void> go = Promise.promise();
        HttpServer slow = rig.serve(
                request -> go.future().onComplete(_ -> request.response().end()));
        Deployed container = sleeping(Histories.PATIENCE);
        rig.endpoints(container, 0, Rig.instance(slow.actualPort()));
        List<Future<Reply>> running = several(3, container);
        await().until(() -> rig.lastDemand(container.id())
                .filter(demand -> demand.inFlight().equals(Map.of("at-" + slow.actualPort(), 3)))
                .isPresent());
        go.complete();
        running.forEach(Rig::get);
    }

    @Test
    void a_full_queue_answers_503() {
        Deployed container = sleeping(Histories.PATIENCE);
        List<Future<Reply>> waiting = several(5, container);
        await().until(() ->
                rig.lastDemand(container.id()).filter(d -> d.queued() == 5).isPresent());
        Reply refused = rig.get(container.host(), "/");
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.body()).contains("queue_full");
        assertThat(refused.headers().get("Retry-After")).isEqualTo("1");
        rig.tellEndpoints(container, 0, Rig.instance(ok.actualPort()));
        waiting.forEach(reply -> assertThat(Rig.get(reply).status()).isEqualTo(200));
    }

    @Test
    void all_queues_together_are_bounded_too() {
        List<Deployed> containers =
                Stream.generate(() -> sleeping(Histories.PATIENCE)).limit(3).toList();
        List<Future<Reply>> waiting = new ArrayList<>();
        containers.forEach(container -> waiting.addAll(several(4, container)));
        containers.forEach(container -> await().until(() ->
                rig.lastDemand(container.id()).filter(d -> d.queued() == 4).isPresent()));
        assertThat(rig.get(containers.getFirst().host(), "/").status()).isEqualTo(503);
        containers.forEach(container -> rig.tellEndpoints(container, 0, Rig.instance(ok.actualPort())));
        waiting.forEach(reply -> assertThat(Rig.get(reply).status()).isEqualTo(200));
    }

    @Test
    void a_request_that_waits_too_long_gets_504() {
        Deployed container = sleeping(Duration.ofMillis(600));
        long start = System.nanoTime();
        Reply reply = rig.get(container.host(), "/");
        assertThat(reply.status()).isEqualTo(504);
        assertThat(reply.body()).contains("no_instance").contains("0.6 s");
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofMillis(600), Duration.ofSeconds(30));
        await().until(() ->
                rig.lastDemand(container.id()).filter(d -> d.queued() == 0).isPresent());
    }

    @Test
    void a_container_that_answers_too_late_gets_its_client_504() {
        HttpServer never = rig.serve(_ -> {});
        Deployed container = sleeping(Duration.ofMillis(500));
        rig.endpoints(container, 0, Rig.instance(never.actualPort()));
        Reply reply = rig.get(container.host(), "/");
        assertThat(reply.status()).isEqualTo(504);
        assertThat(reply.body()).contains("did not answer within its timeout of 0.5 s");
        await().until(() -> rig.lastDemand(container.id())
                .filter(d -> d.inFlight().isEmpty())
                .isPresent());
    }

    @Test
    void a_client_that_goes_leaves_the_queue() {
        Deployed container = sleeping(Histories.PATIENCE);
        Future<?> gone = rig.http1()
                .request(new RequestOptions().setHost("127.0.0.1").setPort(rig.port()))
                .compose(request -> {
                    request.authority(HostAndPort.authority(container.host()));
                    return request.end().map(request);
                });
        rig.awaitWake(container.id());
        ((io.vertx.core.http.HttpClientRequest) Rig.get(gone)).reset();
        await().until(() ->
                rig.lastDemand(container.id()).filter(d -> d.queued() == 0).isPresent());
    }

    @Test
    void an_instance_gets_no_more_than_its_concurrency() {
        Queue<Promise<Void>> running = new ConcurrentLinkedQueue<>();
        HttpServer slow = rig.serve(request -> {
            Promise<Void> go = Promise.promise();
            running.add(go);
            go.future().onComplete(_ -> request.response().end());
        });
        Deployed container = sleeping(Histories.PATIENCE);
        rig.endpoints(container, 2, Rig.instance(slow.actualPort()));
        List<Future<Reply>> replies = several(5, container);
        await().until(() ->
                rig.lastDemand(container.id()).filter(d -> d.queued() == 3).isPresent());
        assertThat(running).hasSize(2);
        for (int i = 0; i < 5; i++) {
            await().until(() -> !running.isEmpty());
            assertThat(running).hasSizeLessThanOrEqualTo(2);
            running.remove().complete();
        }
        replies.forEach(reply ->
                assertThat(Rig.get(reply).headers().get("X-Berth-Cold-Start")).isNull());
    }

    @Test
    void the_least_busy_instance_is_chosen() {
        Promise<Void> go = Promise.promise();
        HttpServer slow = rig.serve(
                request -> go.future().onComplete(_ -> request.response().end("slow")));
        Deployed container = sleeping(Histories.PATIENCE);
        rig.endpoints(container, 0, Rig.instance(slow.actualPort()));
        Future<Reply> busy = rig.later(container.host(), "/");
        await().until(() -> rig.lastDemand(container.id())
                .filter(d -> !d.inFlight().isEmpty())
                .isPresent());
        rig.endpoints(container, 0, Rig.instance(slow.actualPort()), Rig.instance(ok.actualPort()));
        for (int i = 0; i < 5; i++) {
            assertThat(rig.get(container.host(), "/").body()).startsWith("ok");
        }
        go.complete();
        assertThat(Rig.get(busy).body()).isEqualTo("slow");
    }

    @Test
    void a_deployment_that_failed_with_none_serving_is_told_in_words_at_once() {
        Deployed container = sleeping(Histories.PATIENCE);
        Future<Reply> waiting = rig.later(container.host(), "/");
        rig.awaitWake(container.id());
        rig.publish(new DeploymentFailed(container.id(), 1, BROKEN, Optional.empty()));
        Reply first = Rig.get(waiting);
        assertThat(first.status()).isEqualTo(503);
        assertThat(first.body()).contains("container_failed").contains("image not found: registry.example/app:1");
        Reply second = rig.get(container.host(), "/");
        assertThat(second.status()).isEqualTo(503);
        assertThat(second.headers().get("Retry-After")).isEqualTo("10");
        // the reconciler still hears that somebody asked
        await().until(() -> rig.lastDemand(container.id())
                .filter(demand -> demand.requests() == 2)
                .isPresent());
    }

    @Test
    void a_new_deployment_is_waited_for_after_one_that_failed() {
        Deployed container = sleeping(Histories.PATIENCE);
        rig.publish(new DeploymentFailed(container.id(), 1, BROKEN, Optional.empty()));
        await().until(() -> rig.get(container.host(), "/").status() == 503);
        rig.publish(Histories.requested(container.id(), 2, 1));
        rig.tellEndpoints(container, 0, Rig.instance(ok.actualPort()));
        await().until(() -> rig.get(container.host(), "/").status() == 200);
    }

    @Test
    void a_failed_deployment_does_not_matter_while_an_older_one_serves() {
        Deployed container = sleeping(Histories.PATIENCE);
        rig.endpoints(container, 0, Rig.instance(ok.actualPort()));
        rig.publish(Histories.requested(container.id(), 2, 1));
        rig.publish(new DeploymentFailed(container.id(), 2, BROKEN, Optional.of(1)));
        assertThat(rig.get(container.host(), "/").status()).isEqualTo(200);
    }

    @Test
    void a_degraded_container_is_waited_for_a_little() {
        Deployed container = sleeping(Histories.PATIENCE);
        rig.publish(new ContainerDegraded(
                container.id(), 1, new Failure(Failure.Reason.EXITED, "exited with code 1 after 0.3 s")));
        AtomicInteger asked = new AtomicInteger();
        await().until(() -> {
            long start = System.nanoTime();
            asked.incrementAndGet();
            Reply reply = rig.get(container.host(), "/");
            return reply.status() == 503
                    && reply.body().contains("exited with code 1")
                    && System.nanoTime() - start > Duration.ofMillis(4900).toNanos();
        });
        Future<Reply> waiting = rig.later(container.host(), "/");
        await().until(() -> rig.lastDemand(container.id())
                .filter(demand -> demand.requests() == asked.get() + 1 && demand.queued() == 1)
                .isPresent());
        rig.tellEndpoints(container, 0, Rig.instance(ok.actualPort()));
        assertThat(Rig.get(waiting).status()).isEqualTo(200);
    }

    @Test
    void deleting_a_container_ends_the_waiting_for_it() {
        Deployed container = sleeping(Histories.PATIENCE);
        Future<Reply> waiting = rig.later(container.host(), "/");
        rig.awaitWake(container.id());
        rig.publish(new ContainerDeletionRequested(container.id()));
        assertThat(Rig.get(waiting).status()).isEqualTo(404);
    }
}
