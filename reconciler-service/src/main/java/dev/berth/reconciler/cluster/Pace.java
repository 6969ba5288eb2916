package dev.berth.reconciler.cluster;

import dev.berth.reconciler.engine.EngineUnreachable;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Asks the cluster no more than it bears: a few questions at a time, and none at all while it has asked to be spared. What
 * one of them is told goes for all, and they come back one after the other.
 *
 * <p>Every question must be one that may be asked twice.
 */
final class Pace implements Interceptor {

    private static final int PARALLEL = 16;
    private static final int TRIES = 4;
    private static final int TOO_MANY = 429;
    private static final int BROKEN = 500;
    private static final Duration UNSAID = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final long SPREAD_NANOS = Duration.ofMillis(200).toNanos();

    private final Semaphore places = new Semaphore(PARALLEL, true);

    /** By {@link System#nanoTime}, of which only differences mean anything. */
    private final AtomicLong spared = new AtomicLong(System.nanoTime());

    /** A client of that cluster, by which it hears what the cluster asks for. */
    KubernetesClient client(Config config) {
        return new KubernetesClientBuilder()
                .withConfig(config)
                .withHttpClientBuilderConsumer(http -> http.addOrReplaceInterceptor("pace", this))
                .build();
    }

    /** The answer, after several tries if need be; throws what the last of them met. */
    <T> T keep(Supplier<T> question) {
        for (int tries = 1; ; tries++) {
            try {
                return inTurn(question);
            } catch (KubernetesClientException e) {
                if (tries >= tries(e)) {
                    throw e;
                }
            }
        }
    }

    private <T> T inTurn(Supplier<T> question) {
        try {
            places.acquire();
            try {
                while (left().isPositive()) {
                    Thread.sleep(left().plusNanos(ThreadLocalRandom.current().nextLong(SPREAD_NANOS)));
                }
                return question.get();
            } finally {
                places.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineUnreachable("interrupted before the cluster was asked", e);
        }
    }

    /** For how long the cluster wants to be spared yet; not positive when it does not. */
    Duration left() {
        return Duration.ofNanos(spared.get() - System.nanoTime());
    }

    /** How often this may be met in all. A connection that lay idle may have been closed by the other side. */
    private int tries(KubernetesClientException trouble) {
        boolean told = trouble.getCode() == TOO_MANY || (trouble.getCode() >= BROKEN && left().isPositive());
        return told ? TRIES : isCutOff(trouble) ? 2 : 1;
    }

    private static boolean isCutOff(KubernetesClientException trouble) {
        Throwable cause = trouble.getCause();
        return trouble.getCode() <= 0 && cause instanceof IOException && !(cause instanceof HttpTimeoutException);
    }

    /** Notes what the cluster asks for, whoever hears it. */
    @Override
    public CompletableFuture<Boolean> afterFailure(BasicBuilder request, HttpResponse<?> response, RequestTags tags) {
        Optional<Duration> said =
                Optional.ofNullable(response.header("Retry-After")).flatMap(Pace::seconds);
        if (response.code() == TOO_MANY) {
            spare(said.orElse(UNSAID));
        } else if (response.code() >= BROKEN) {
            said.ifPresent(this::spare);
        }
        return CompletableFuture.completedFuture(false);
    }

    private void spare(Duration time) {
        long until = System.nanoTime() + (time.compareTo(LONGEST) < 0 ? time : LONGEST).toNanos();
        spared.accumulateAndGet(until, (before, now) -> now - before > 0 ? now : before);
    }

    /** A cluster never says it as a date. */
    private static Optional<Duration> seconds(String text) {
        try {
            return Optional.of(Duration.ofSeconds(Long.parseLong(text.strip())));
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }
}
