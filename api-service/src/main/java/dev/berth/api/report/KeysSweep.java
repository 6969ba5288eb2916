package dev.berth.api.report;

import dev.berth.api.relay.KafkaConfig;
import dev.berth.api.store.UsedKeys;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Forgets idempotency keys, most of which are ids of reports, so that their table does not grow for ever. */
@ApplicationScoped
class KeysSweep {

    private static final Logger LOG = Logger.getLogger(KeysSweep.class);
    private static final Duration FIRST = Duration.ofMinutes(1); // also where Berth never runs for long
    private static final Duration BETWEEN = Duration.ofHours(1);

    private final UsedKeys keys;
    private final Vertx vertx;
    private final Duration kept;
    private long timer;

    KeysSweep(UsedKeys keys, Vertx vertx, KafkaConfig kafka) {
        this.keys = keys;
        this.vertx = vertx;
        this.kept =
                kafka.reportsKept().plusDays(1); // a report that comes again while Kafka has it must not count twice
    }

    void start(@Observes StartupEvent event) {
        timer = vertx.setPeriodic(FIRST.toMillis(), BETWEEN.toMillis(), _ -> sweep());
    }

    void stop(@Observes ShutdownEvent event) {
        vertx.cancelTimer(timer);
    }

    private void sweep() {
        keys.forget(kept)
                .subscribe()
                .with(
                        gone -> LOG.debugf("forgot idempotency keys; count=%d", gone),
                        failure -> LOG.warn("cannot forget old idempotency keys; tried again in an hour", failure));
    }
}
