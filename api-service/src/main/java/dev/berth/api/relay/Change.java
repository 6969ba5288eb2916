package dev.berth.api.relay;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What PostgreSQL's output plugin {@code pgoutput} tells of a transaction, as far as a log that only grows needs it. */
sealed interface Change {

    /** A committed transaction follows, whole, up to its {@link Commit}. */
    record Begin() implements Change {}

    /**
     * The transaction is over.
     *
     * @param end the place right after it in the write-ahead log: once confirmed, the transaction does not come again
     */
    record Commit(long end) implements Change {}

    /** How the rows of a table look from here on; told before the first of them, and when it has changed. */
    record Relation(int id, String table, List<String> columns) implements Change {
        public Relation {
            columns = List.copyOf(columns);
        }
    }

    /** A row was added; its values are in PostgreSQL's text form, in the order of the relation's columns. */
    record Insert(int relation, List<@Nullable String> values) implements Change {
        /** Written out, because of a compact one the compiler keeps no annotations on the types of parameters. */
        public Insert(int relation, List<@Nullable String> values) {
            this.relation = relation;
            this.values = Collections.unmodifiableList(new ArrayList<>(values)); // which may hold nulls
        }
    }

    /** Something that was there was changed or taken away. */
    record Rewrite(Kind kind) implements Change {
        enum Kind {
            UPDATE,
            DELETE,
            TRUNCATE
        }
    }

    /** An origin, a type, or a message that an application has put into the write-ahead log: nothing to relay. */
    record Aside() implements Change {}
}
