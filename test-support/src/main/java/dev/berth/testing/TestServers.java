package dev.berth.testing;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real PostgreSQL and a real Kafka for tests. {@link #shared} are started once per JVM, by the first test that asks,
 * and end with it; a test that stops a server, or counts what is in a topic, takes {@link #own} ones.
 *
 * <p>Embedded ones, unless {@code -Pcontainers} was given to Maven: then the same tests run on containers.
 */
public final class TestServers implements AutoCloseable {

    private static final boolean CONTAINERS = "containers".equals(System.getProperty("berth.test.servers"));
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private final TestPostgres postgres;
    private final TestKafka kafka;

    private TestServers(TestPostgres postgres, TestKafka kafka) {
        this.postgres = postgres;
        this.kafka = kafka;
    }

    /** The servers of this JVM; they are started when first asked for, each for itself, and nobody closes them. */
    public static TestServers shared() {
        return Shared.SERVERS;
    }

    /** Servers of the caller's own, not yet started; the caller closes them. */
    public static TestServers own() {
        return CONTAINERS
                ? new TestServers(new ContainerPostgres(), new ContainerKafka())
                : new TestServers(new LocalPostgres(), new LocalKafka());
    }

    /** A new, empty database. */
    public TestDatabase freshDatabase() {
        return postgres.freshDatabase("test_" + DATABASES.incrementAndGet());
    }

    /** Kafka's address, as {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    public TestPostgres postgres() {
        return postgres;
    }

    public TestKafka kafka() {
        return kafka;
    }

    @Override
    public void close() {
        kafka.close();
        postgres.close();
    }

    private static final class Shared {
        static final TestServers SERVERS = own();

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(SERVERS::close, "stop-test-servers"));
        }
    }
}
