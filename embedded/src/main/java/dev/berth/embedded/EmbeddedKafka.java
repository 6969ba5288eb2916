package dev.berth.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * A Kafka of one node, broker and controller in one, inside this JVM. Its data stay in the folder; it listens on the
 * loopback interface only.
 */
public final class EmbeddedKafka implements AutoCloseable {

    private static final int NODE = 1;
    private static final String CONTROLLER = "CONTROLLER";
    private static final String BROKER = "PLAINTEXT";

    private final Path folder;
    private final int port;
    private Optional<KafkaRaftServer> server = Optional.empty();

    private EmbeddedKafka(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    /**
     * A broker on the data of the folder, which is made when it is new. It is not started, but its address is known.
     *
     * @param folder kept over restarts; the caller has made sure that nobody else uses it
     * @param port where to listen, 0 for any that is free
     */
    public static EmbeddedKafka in(Path folder, int port) {
        return new EmbeddedKafka(folder.toAbsolutePath().normalize(), port == 0 ? Ports.free() : port);
    }

    /** The same, started. */
    public static EmbeddedKafka start(Path folder, int port) throws IOException {
        EmbeddedKafka kafka = in(folder, port);
        kafka.start();
        return kafka;
    }

    /** Starts it, also again after {@link #stop} and on the same port, and waits until it takes requests. */
    public synchronized void start() throws IOException {
        if (server.isPresent()) {
            return;
        }
        if (!Ports.isFree(port)) {
            throw new IOException("port " + port + " is taken; Kafka needs another");
        }
        KafkaConfig config = new KafkaConfig(settings(Ports.free()), false);
        format();
        KafkaRaftServer starting = new KafkaRaftServer(config, Time.SYSTEM);
        starting.startup();
        server = Optional.of(starting);
    }

    /** Stops it in order; clients see a broker that is gone until {@link #start}. */
    public synchronized void stop() {
        server.ifPresent(running -> {
            running.shutdown();
            running.awaitShutdown();
        });
        server = Optional.empty();
    }

    public int port() {
        return port;
    }

    /** What clients call {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return Ports.LOOPBACK + ":" + port;
    }

    @Override
    public void close() {
        stop();
    }

    private Map<String, String> settings(int controllerPort) {
        Map<String, String> settings = new HashMap<>();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", Integer.toString(NODE));
        settings.put("log.dirs", folder.toString());
        settings.putAll(network(controllerPort));
        settings.putAll(singleNode());
        settings.putAll(small());
        settings.put("auto.create.topics.enable", "false");
        // a window as small as a segment of the loopback (64 KiB) makes senders wait for the system's timer of 200 ms
        settings.put("socket.receive.buffer.bytes", "-1");
        settings.put("socket.send.buffer.bytes", "-1");
        settings.put("group.initial.rebalance.delay.ms", "0");
        return settings;
    }

    private Map<String, String> network(int controllerPort) {
        return Map.of(
                "listeners",
                BROKER + "://" + bootstrapServers() + "," + CONTROLLER + "://" + Ports.LOOPBACK + ":" + controllerPort,
                "advertised.listeners",
                BROKER + "://" + bootstrapServers(),
                "listener.security.protocol.map",
                BROKER + ":PLAINTEXT," + CONTROLLER + ":PLAINTEXT",
                "inter.broker.listener.name",
                BROKER,
                "controller.listener.names",
                CONTROLLER,
                // from the settings and not from the data, so that the controller may have another port at each start
                "controller.quorum.voters",
                NODE + "@" + Ports.LOOPBACK + ":" + controllerPort);
    }

    /** A start on existing data waits until the session of the broker's former life has run out. */
    private static Map<String, String> singleNode() {
        Map<String, String> settings = new HashMap<>();
        settings.put("broker.session.timeout.ms", "1500");
        settings.put("broker.heartbeat.interval.ms", "300");
        settings.put("controller.quorum.election.timeout.ms", "50");
        settings.put("controller.quorum.election.backoff.max.ms", "50");
        settings.put("controller.quorum.fetch.timeout.ms", "500");
        settings.put("controller.quorum.retry.backoff.ms", "20");
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("share.coordinator.state.topic.replication.factor", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        return settings;
    }

    /** Defaults are meant for a machine of its own: 50 partitions of offsets, 128 MB for the cleaner. */
    private static Map<String, String> small() {
        Map<String, String> settings = new HashMap<>();
        settings.put("offsets.topic.num.partitions", "4");
        settings.put("transaction.state.log.num.partitions", "4");
        settings.put("share.coordinator.state.topic.num.partitions", "1");
        settings.put("log.cleaner.dedupe.buffer.size", "4194304");
        settings.put("log.cleaner.io.buffer.size", "131072");
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "4");
        settings.put("background.threads", "2");
        settings.put("num.recovery.threads.per.data.dir", "2");
        return settings;
    }

    private void format() throws IOException {
        if (Files.exists(folder.resolve("meta.properties"))) {
            return;
        }
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        try {
            new Formatter()
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                    .setClusterId(Uuid.randomUuid().toString())
                    .setNodeId(NODE)
                    .setControllerListenerName(CONTROLLER)
                    .setDirectories(new TreeMap<>(Map.of(folder.toString(), "")).navigableKeySet())
                    .run();
        } catch (UncheckedIOException failure) {
            throw failure.getCause();
        } catch (IOException failure) {
            throw failure;
        } catch (Exception failure) {
            throw new IOException("Kafka's data folder " + folder + " cannot be prepared", failure);
        }
    }
}
