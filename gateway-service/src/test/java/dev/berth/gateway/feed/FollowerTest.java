package dev.berth.gateway.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.events.ApiKeyEvent.ApiKeyCreated;
import dev.berth.events.CloudEventCodec;
import dev.berth.events.ContainerEvent;
import dev.berth.events.ContainerEvent.ContainerDeletionRequested;
import dev.berth.events.ContainerId;
import dev.berth.events.Recorded;
import dev.berth.gateway.Histories;
import dev.berth.gateway.access.ApiKeys;
import dev.berth.gateway.access.Tokens;
import dev.berth.gateway.dispatch.Dispatchers;
import dev.berth.gateway.route.Routes;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FollowerTest {

    private final Routes routes = new Routes("localhost");
    private final Dispatchers dispatchers = new Dispatchers("test", 1, 1, _ -> {}, InstantSource.system());
    private final ScheduledExecutorService healer = Executors.newSingleThreadScheduledExecutor();
    private final List<Told> log = new CopyOnWriteArrayList<>();
    private final AtomicInteger failures = new AtomicInteger();
    private final Follower follower = new Follower(
            new Knowledge(routes, new ApiKeys(), new Tokens(), dispatchers, Duration.ZERO),
            (stream, after) -> {
                if (failures.getAndDecrement() > 0) {
                    throw new IOException("not now");
                }
                return log.stream()
                        .filter(told -> told.stream().equals(stream) && told.version() > after)
                        .limit(2)
                        .toList();
            },
            healer);
    private final ContainerId web = new ContainerId(UUID.randomUUID());
    private final List<ContainerEvent> history = List.of(
            Histories.created(web, "web"),
            Histories.configured(web, 1, Histories.spec()),
            Histories.requested(web, 1, 1),
            Histories.requested(web, 2, 1),
            new ContainerDeletionRequested(web));

    @AfterEach
    void stop() {
        healer.shutdownNow();
        dispatchers.close();
    }

    private Told told(int version) {
        return told(Histories.recorded(version, history.get(version - 1)), Map.of());
    }

    private static Told told(Recorded<?> recorded, Map<String, String> otherwise) {
        CloudEventCodec.Encoded encoded = CloudEventCodec.encode(recorded);
        Map<String, String> headers = new HashMap<>(encoded.headers());
        headers.putAll(otherwise);
        return Told.of(headers, encoded.value());
    }

    private boolean known() {
        return routes.of("web.localhost").isPresent();
    }

    @Test
    void a_repeated_event_has_no_effect() {
        follower.arrived(told(1));
        follower.arrived(told(2));
        follower.arrived(told(1));
        follower.arrived(told(2));
        assertThat(known()).isTrue();
        assertThat(follower.holes()).isZero();
    }

    @Test
    void a_hole_is_filled_from_the_log_before_the_stream_goes_on() {
        for (int version = 1; version <= 5; version++) {
            log.add(told(version));
        }
        follower.arrived(told(1));
        follower.arrived(told(5));
        await().until(() -> follower.holes() == 0);
        assertThat(known()).isFalse();
    }

    @Test
    void a_hole_is_tried_again_until_the_log_answers_and_other_streams_go_on() {
        failures.set(3);
        log.add(told(1));
        follower.arrived(told(2));
        ContainerId other = new ContainerId(UUID.randomUUID());
        follower.arrived(told(Histories.recorded(1, Histories.created(other, "other")), Map.of()));
        assertThat(routes.of("other.localhost")).isPresent();
        assertThat(known()).isFalse();
        log.add(told(2));
        await().until(() -> follower.holes() == 0);
        assertThat(known()).isTrue();
    }

    @Test
    void an_event_of_a_newer_version_of_berth_keeps_its_place() {
        follower.arrived(told(1));
        follower.arrived(told(
                Histories.recorded(2, history.get(1)), Map.of(CloudEventCodec.TYPE, "dev.berth.container.danced.v1")));
        follower.arrived(told(3));
        assertThat(follower.holes()).isZero();
        assertThat(routes.of("web.localhost").orElseThrow().deployed()).isTrue();
    }

    @Test
    void a_key_with_a_hole_is_doubted() {
        ApiKeyCreated key = Histories.key("secret", java.util.Optional.empty(), java.util.Optional.empty());
        log.add(told(Histories.recorded(1, key), Map.of()));
        log.add(told(Histories.recorded(2, new dev.berth.events.ApiKeyEvent.ApiKeyRevoked(key.id())), Map.of()));
        failures.set(1);
        follower.arrived(log.get(1));
        assertThat(follower.holes()).isEqualTo(1);
        await().until(() -> follower.holes() == 0);
    }
}
