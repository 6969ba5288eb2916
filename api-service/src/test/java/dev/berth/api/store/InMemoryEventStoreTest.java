package dev.berth.api.store;

class InMemoryEventStoreTest extends EventStoreConformance {

    private final EventStore store = new InMemoryEventStore();

    @Override
    EventStore store() {
        return store;
    }
}
