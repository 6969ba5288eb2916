package dev.berth.api.store;

import dev.berth.events.StreamId;

/** This stream must still be at this version when the append is written, such as the namespace of a new container. */
public record Guard(StreamId stream, long version) {}
