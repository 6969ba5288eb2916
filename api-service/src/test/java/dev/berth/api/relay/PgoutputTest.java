package dev.berth.api.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.berth.api.relay.Change.Aside;
import dev.berth.api.relay.Change.Begin;
import dev.berth.api.relay.Change.Commit;
import dev.berth.api.relay.Change.Insert;
import dev.berth.api.relay.Change.Relation;
import dev.berth.api.relay.Change.Rewrite;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PgoutputTest {

    /** Writes what a message consists of. */
    private interface Content {
        void to(DataOutputStream out) throws IOException;
    }

    @Test
    void a_transaction_begins() throws IOException {
        assertThat(decode('B', out -> {
                    out.writeLong(0x16B3748);
                    out.writeLong(824_000_000_000_000L);
                    out.writeInt(731);
                }))
                .isEqualTo(new Begin());
    }

    @Test
    void a_transaction_ends_where_its_commit_ends() throws IOException {
        assertThat(decode('C', out -> {
                    out.writeByte(0);
                    out.writeLong(0x16B3748);
                    out.writeLong(0x16B3778);
                    out.writeLong(824_000_000_000_000L);
                }))
                .isEqualTo(new Commit(0x16B3778));
    }

    @Test
    void a_table_has_a_name_and_columns() throws IOException {
        assertThat(decode('R', out -> {
                    out.writeInt(16_400);
                    string(out, "public");
                    string(out, "event");
                    out.writeByte('d');
                    out.writeShort(2);
                    column(out, 1, "position");
                    column(out, 0, "größe");
                }))
                .isEqualTo(new Relation(16_400, "event", Arrays.asList("position", "größe")));
    }

    @Test
    void an_inserted_row_has_text_and_nulls() throws IOException {
        assertThat(decode('I', out -> {
                    out.writeInt(16_400);
                    out.writeByte('N');
                    out.writeShort(4);
                    text(out, "7");
                    out.writeByte('n');
                    text(out, "");
                    text(out, "{\"name\": \"žluťoučký 🐎\"}");
                }))
                .isEqualTo(new Insert(16_400, Arrays.asList("7", null, "", "{\"name\": \"žluťoučký 🐎\"}")));
    }

    @Test
    void a_value_may_be_of_any_length() throws IOException {
        String large = "x".repeat(5_000_000);

        assertThat(decode('I', out -> {
                    out.writeInt(1);
                    out.writeByte('N');
                    out.writeShort(1);
                    text(out, large);
                }))
                .isEqualTo(new Insert(1, Arrays.asList(large)));
    }

    @Test
    void a_message_may_lie_within_a_larger_buffer() throws IOException {
        byte[] message = message('I', out -> {
            out.writeInt(1);
            out.writeByte('N');
            out.writeShort(1);
            text(out, "here");
        });
        ByteBuffer larger =
                ByteBuffer.allocate(message.length + 25).position(25).put(message);

        assertThat(Pgoutput.decode(larger.position(25).slice())).isEqualTo(new Insert(1, Arrays.asList("here")));
    }

    @ParameterizedTest
    @CsvSource({"U,UPDATE", "D,DELETE", "T,TRUNCATE"})
    void what_rewrites_is_told_from_what_adds(char type, Rewrite.Kind kind) throws IOException {
        assertThat(decode(type, out -> out.writeInt(1))).isEqualTo(new Rewrite(kind));
    }

    @ParameterizedTest
    @ValueSource(chars = {'O', 'Y', 'M'})
    void what_is_no_change_of_a_row_is_set_aside(char type) throws IOException {
        assertThat(decode(type, out -> out.writeInt(1))).isEqualTo(new Aside());
    }

    @ParameterizedTest
    @ValueSource(chars = {'S', 'E', 'c', 'b', '?'})
    void a_message_of_another_protocol_version_is_refused(char type) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> decode(type, out -> out.writeInt(1)))
                .withMessageContaining("'" + type + "'");
    }

    @ParameterizedTest
    @ValueSource(chars = {'u', 'b'})
    void a_value_in_a_form_that_no_insert_has_is_refused(char form) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> decode('I', out -> {
                    out.writeInt(1);
                    out.writeByte('N');
                    out.writeShort(1);
                    out.writeByte(form);
                }))
                .withMessageContaining("'" + form + "'");
    }

    private static Change decode(char type, Content content) throws IOException {
        return Pgoutput.decode(ByteBuffer.wrap(message(type, content)));
    }

    private static byte[] message(char type, Content content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeByte(type);
        content.to(out);
        return bytes.toByteArray();
    }

    private static void string(DataOutputStream out, String string) throws IOException {
        out.write(string.getBytes(UTF_8));
        out.writeByte(0);
    }

    private static void column(DataOutputStream out, int key, String name) throws IOException {
        out.writeByte(key);
        string(out, name);
        out.writeInt(25);
        out.writeInt(-1);
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        out.writeByte('t');
        out.writeInt(bytes.length);
        out.write(bytes);
    }
}
