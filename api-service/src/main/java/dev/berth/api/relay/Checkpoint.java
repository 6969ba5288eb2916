package dev.berth.api.relay;

import dev.berth.api.store.Cursor;

/**
 * What is known of Kafka for sure.
 *
 * @param complete every event up to here is in Kafka
 * @param kafka before these ends, in these topics
 * @param later before these, in the same topics, lies nothing that comes after {@code complete}: the log orders events by
 *     when their transactions began, Kafka by when they ended
 */
record Checkpoint(Cursor complete, KafkaState kafka, KafkaState later) {

    static final Checkpoint NONE = new Checkpoint(Cursor.START, KafkaState.NONE, KafkaState.NONE);

    /** Up to where that topic is complete now: from the start on, when it is another one, or has lost its tail. */
    Cursor completeIn(String topic, KafkaState now) {
        return now.contains(kafka, topic) ? complete : Cursor.START;
    }

    /** The offset from which on that partition may have what comes after {@link #completeIn}. */
    long tailOf(String topic, int partition, KafkaState now) {
        return now.contains(kafka, topic) ? later.end(topic, partition) : 0;
    }
}
