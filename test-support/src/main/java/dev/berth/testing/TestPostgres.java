package dev.berth.testing;

/** A PostgreSQL server for tests, started by the first use. */
public sealed interface TestPostgres extends AutoCloseable permits LocalPostgres, ContainerPostgres {

    /** Makes an empty database. */
    TestDatabase freshDatabase(String name);

    /** Stops it in order; its data and its port stay. */
    void stop();

    /** Starts it again after {@link #stop}. */
    void start();

    @Override
    void close();
}
