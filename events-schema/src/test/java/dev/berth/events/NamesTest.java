package dev.berth.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {

    private static final UUID VALUE = UUID.fromString("3b0c0f0e-1111-4222-8333-444455556666");

    @ParameterizedTest
    @EnumSource(Kind.class)
    void a_kind_is_found_by_its_wire_name(Kind kind) {
        assertThat(Kind.of(kind.wireName())).isEqualTo(kind);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void an_id_leads_to_its_stream_and_back(Kind kind) {
        ResourceId id = kind.id(VALUE);

        assertThat(id.kind()).isEqualTo(kind);
        assertThat(id.stream()).isEqualTo(new StreamId(kind, VALUE));
        assertThat(id.stream().resource()).isEqualTo(id);
        assertThat(id).hasToString(VALUE.toString());
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void each_kind_has_a_topic_of_its_own(Kind kind) {
        assertThat(Topics.events(kind)).isEqualTo("berth." + kind.wireName() + ".events");
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void a_stream_id_is_read_from_its_text(Kind kind) {
        StreamId stream = new StreamId(kind, VALUE);

        assertThat(StreamId.parse(stream.toString())).isEqualTo(stream);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "container", "boat/3b0c0f0e-1111-4222-8333-444455556666", "container/7"})
    void what_is_no_stream_id_is_refused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> StreamId.parse(text));
    }

    @Test
    void the_types_of_a_kind_start_with_its_name() {
        assertThat(EventTypes.all()).allSatisfy(type -> {
            assertThat(type).matches("dev\\.berth\\.[a-z-]+\\.[a-z-]+\\.v[1-9][0-9]*");
            assertThat(Kind.of(type.split("\\.", -1)[2])).isNotNull();
        });
    }

    @Test
    void a_type_leads_to_its_class_and_back() {
        assertThat(EventTypes.all())
                .allSatisfy(type ->
                        assertThat(EventTypes.of(EventTypes.classOf(type))).isEqualTo(type));
    }
}
