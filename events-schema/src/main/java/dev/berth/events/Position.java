package dev.berth.events;

/**
 * How far a consumer has followed one stream, and what it has to do with the next event it is handed. Kafka may hand an
 * event over twice, and after a disaster may lack one; with this neither is ever noticed in effect.
 *
 * @param version the last version taken; 0 before the first
 */
public record Position(long version) {

    public static final Position START = new Position(0);

    /** What to do with an event that has just arrived. */
    public enum Step {
        /** It is the next one. */
        TAKE,
        /** It was taken before. */
        SKIP,
        /** Events before it are missing: read the stream from the log, from {@code version + 1} on, before going on. */
        HEAL
    }

    public Step step(long arrived) {
        if (arrived <= version) {
            return Step.SKIP;
        }
        return arrived == version + 1 ? Step.TAKE : Step.HEAL;
    }
}
