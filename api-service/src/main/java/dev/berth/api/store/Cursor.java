package dev.berth.api.store;

/** A place in the whole log, after one event and before the next. */
public record Cursor(long transaction, long position) implements Comparable<Cursor> {

    public static final Cursor START = new Cursor(0, 0);

    @Override
    public int compareTo(Cursor other) {
        int byTransaction = Long.compare(transaction, other.transaction);
        return byTransaction != 0 ? byTransaction : Long.compare(position, other.position);
    }
}
