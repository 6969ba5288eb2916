package dev.berth.testing;

/** A Kafka broker for tests, started by the first use. */
public sealed interface TestKafka extends AutoCloseable permits LocalKafka, ContainerKafka {

    /** Its address; it stays the same over {@link #stop} and {@link #start}. */
    String bootstrapServers();

    /** Stops it; its data and its port stay. */
    void stop();

    /** Starts it again after {@link #stop}. */
    void start();

    @Override
    void close();
}
