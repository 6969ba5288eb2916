package dev.berth.api.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.berth.api.relay.Change.Aside;
import dev.berth.api.relay.Change.Begin;
import dev.berth.api.relay.Change.Commit;
import dev.berth.api.relay.Change.Insert;
import dev.berth.api.relay.Change.Relation;
import dev.berth.api.relay.Change.Rewrite;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the messages of {@code pgoutput}'s protocol version 1, in which no transaction is streamed before it commits. */
final class Pgoutput {

    static final int PROTOCOL_VERSION = 1;

    /** One message, from its first byte to its last. */
    static Change decode(ByteBuffer message) {
        char type = (char) message.get();
        return switch (type) {
            case 'B' -> new Begin();
            case 'C' -> commit(message);
            case 'R' -> relation(message);
            case 'I' -> insert(message);
            case 'U' -> new Rewrite(Rewrite.Kind.UPDATE);
            case 'D' -> new Rewrite(Rewrite.Kind.DELETE);
            case 'T' -> new Rewrite(Rewrite.Kind.TRUNCATE);
            case 'O', 'Y', 'M' -> new Aside();
            default ->
                throw new IllegalArgumentException(
                        "protocol version " + PROTOCOL_VERSION + " of pgoutput has no message '" + type + "'");
        };
    }

    private static Commit commit(ByteBuffer message) {
        message.get(); // flags, none of which is defined
        message.getLong(); // where the commit itself stands
        return new Commit(message.getLong());
    }

    private static Relation relation(ByteBuffer message) {
        int id = message.getInt();
        string(message); // schema
        String table = string(message);
        message.get(); // replica identity
        int count = message.getShort();
        List<String> columns = new ArrayList<>(count);
        for (int column = 0; column < count; column++) {
            message.get(); // whether it is part of the key
            columns.add(string(message));
            message.getInt(); // type
            message.getInt(); // modifier of the type
        }
        return new Relation(id, table, columns);
    }

    private static Insert insert(ByteBuffer message) {
        int relation = message.getInt();
        message.get(); // 'N', for new
        int count = message.getShort();
        List<@Nullable String> values = new ArrayList<>(count);
        for (int column = 0; column < count; column++) {
            values.add(value(message));
        }
        return new Insert(relation, values);
    }

    private static @Nullable String value(ByteBuffer message) {
        char form = (char) message.get();
        return switch (form) {
            case 'n' -> null;
            case 't' -> text(message, message.getInt());
            // 'u', a large value that an update left as it was, and 'b', the binary form that is not asked for
            default -> throw new IllegalArgumentException("an inserted value has no form '" + form + "'");
        };
    }

    /** Ends with a zero byte. */
    private static String string(ByteBuffer message) {
        int length = 0;
        while (message.get(message.position() + length) != 0) {
            length++;
        }
        String string = text(message, length);
        message.get();
        return string;
    }

    private static String text(ByteBuffer message, int length) {
        String text = new String(message.array(), message.arrayOffset() + message.position(), length, UTF_8);
        message.position(message.position() + length);
        return text;
    }

    private Pgoutput() {}
}
