package dev.berth.api.relay;

import dev.berth.api.store.Cursor;
import java.util.Map;

/**
 * What is known of Kafka for sure.
 *
 * @param complete every event up to here is in Kafka
 * @param kafka before these ends, in these topics
 */
record Checkpoint(Cursor complete, KafkaState kafka) {

    static final Checkpoint NONE = new Checkpoint(Cursor.START, new KafkaState(Map.of()));

    /** Up to where that topic is complete now: from the start on, when it is another one, or has lost its tail. */
    Cursor completeIn(String topic, KafkaState now) {
        return now.contains(kafka, topic) ? complete : Cursor.START;
    }
}
