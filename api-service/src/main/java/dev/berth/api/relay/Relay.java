package dev.berth.api.relay;

import dev.berth.api.relay.RelayState.Phase;
import dev.berth.api.store.Cursor;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Carries the log to Kafka. Of all instances one holds a lock in PostgreSQL and relays; when it dies the server gives
 * the lock to another, which first emits what Kafka lacks. Whatever goes wrong, it starts over from there.
 */
@ApplicationScoped
public class Relay {

    private static final Logger LOG = Logger.getLogger(Relay.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Database database;
    private final String bootstrapServers;
    private final RelayConfig config;
    private final KafkaConfig kafka;
    private final RelayState state;
    private @Nullable Thread thread;

    public Relay(
            @ConfigProperty(name = "quarkus.datasource.jdbc.url") String jdbcUrl,
            @ConfigProperty(name = "quarkus.datasource.username") String user,
            @ConfigProperty(name = "quarkus.datasource.password") String password,
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers,
            RelayConfig config,
            KafkaConfig kafka,
            RelayState state) {
        this.database = new Database(jdbcUrl, user, password);
        this.bootstrapServers = bootstrapServers;
        this.config = config;
        this.kafka = kafka;
        this.state = state;
    }

    void start(@Observes StartupEvent started) {
        if (config.enabled()) {
            start();
        }
    }

    void stop(@Observes ShutdownEvent stopping) throws InterruptedException {
        stop();
    }

    void start() {
        thread = Thread.ofPlatform().name("berth-relay").start(this::run);
    }

    void stop() throws InterruptedException {
        if (thread != null) {
            thread.interrupt();
            thread.join(Duration.ofSeconds(20));
        }
    }

    private void run() {
        Duration pause = FIRST_PAUSE;
        while (!Thread.currentThread().isInterrupted()) {
            long began = System.nanoTime();
            try {
                relayOnce();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            } catch (Exception failure) {
                if (Thread.currentThread().isInterrupted()) {
                    break;
                }
                state.fail(failure);
                LOG.warnf(failure, "The relay starts over: pause=%s", pause);
                boolean wentWell = System.nanoTime() - began
                        > LONGEST_PAUSE.multipliedBy(2).toNanos();
                pause = wentWell ? FIRST_PAUSE : shorter(pause.multipliedBy(2), LONGEST_PAUSE);
                sleep(pause);
            }
        }
        state.enter(new Phase.Off());
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static void sleep(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Relays for as long as all goes well; comes back when another instance does. */
    private void relayOnce() throws SQLException, InterruptedException {
        try (KafkaTopics topics = new KafkaTopics(bootstrapServers, kafka)) {
            topics.ensure();
            try (LogDatabase log = new LogDatabase(database.connect(), config.slot())) {
                while (!log.tryLock()) {
                    state.enter(new Phase.Waiting());
                    Thread.sleep(config.takeoverInterval());
                }
                relay(log, topics);
            }
        }
    }

    private void relay(LogDatabase log, KafkaTopics topics) throws SQLException, InterruptedException {
        state.enter(new Phase.CatchingUp());
        log.ensurePublication();
        boolean slotIsNew = log.ensureSlot();
        ChangeSource source = new PgoutputSource(database, config.slot());
        try (Publisher publisher = new Publisher(bootstrapServers, state::published);
                source) {
            Ledger ledger = new CatchUp(log, topics, publisher, bootstrapServers).run(slotIsNew);
            source.start((row, safe) -> publisher.publish(row, where -> {
                ledger.acknowledged(row, where);
                safe.run();
            }));
            state.enter(new Phase.Relaying());
            LOG.infof("Relaying: slot=%s", config.slot());
            watch(log, topics, publisher, source, ledger);
        } catch (InterruptedException stopped) {
            sayGoodbye(log, source);
            throw stopped;
        }
    }

    /** Who stops in peace repeats nothing at the next start: the server is told of what it was not told yet. */
    private static void sayGoodbye(LogDatabase log, ChangeSource source) {
        try {
            log.endFormerReader();
            log.advanceSlot(source.safe());
        } catch (SQLException failure) {
            LOG.infof("The last events are relayed again at the next start: %s", failure.getMessage());
        }
    }

    /** Ends by failing, as soon as anything that relaying rests on is gone. */
    private void watch(LogDatabase log, KafkaTopics topics, Publisher publisher, ChangeSource source, Ledger ledger)
            throws SQLException, InterruptedException {
        Checkpoint kept = log.checkpoint();
        while (true) {
            source.await(config.checkInterval());
            state.lagBytes(log.lagBytes());
            Optional<Cursor> complete = ledger.completeAfter(kept.complete(), log);
            // in this order: what is complete lies before the ends that are asked for afterwards
            KafkaState now = publisher.check(topics);
            if (!now.containsAll(kept.kafka())) {
                throw new KafkaTrouble("a topic is not what it was", null);
            }
            if (complete.isPresent()) {
                kept = new Checkpoint(complete.get(), now, ledger.later());
                log.keep(kept);
            }
        }
    }
}
