package dev.berth.events.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CompatibilityTest {

    enum Size {
        SMALL,
        LARGE
    }

    enum MoreSizes {
        SMALL,
        LARGE,
        HUGE
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Circle.class, name = "circle"),
        @JsonSubTypes.Type(value = Square.class, name = "square")
    })
    sealed interface Shape {}

    record Circle(int radius) implements Shape {}

    record Square(int side) implements Shape {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({@JsonSubTypes.Type(value = BigCircle.class, name = "circle")})
    sealed interface FewerShapes {}

    record BigCircle(String radius) implements FewerShapes {}

    record Thing(String name, int count, Size size, Optional<String> note) {}

    record WithOptional(String name, int count, Size size, Optional<String> note, Optional<Integer> weight) {}

    record WithRequired(String name, int count, Size size, Optional<String> note, int weight) {}

    record Renamed(String title, int count, Size size, Optional<String> note) {}

    record Retyped(String name, long count, Size size, Optional<String> note) {}

    record Loosened(Optional<String> name, int count, Size size, Optional<String> note) {}

    record Tightened(String name, int count, Size size, String note) {}

    record MoreValues(String name, int count, MoreSizes size, Optional<String> note) {}

    record Nested(List<Thing> things, Map<String, Thing> byName, Optional<Shape> shape) {}

    record NestedRenamed(List<Renamed> things, Map<String, Renamed> byName, Optional<FewerShapes> shape) {}

    @Test
    void an_optional_field_may_come() {
        assertThat(breaks(Thing.class, WithOptional.class)).isEmpty();
    }

    @Test
    void a_required_field_may_not_come() {
        assertThat(breaks(Thing.class, WithRequired.class)).containsExactly("weight is new and required");
    }

    @Test
    void a_field_may_not_go() {
        assertThat(breaks(WithOptional.class, Thing.class))
                .containsExactly("weight is gone; was it removed or renamed?");
    }

    @Test
    void a_field_may_not_be_renamed() {
        assertThat(breaks(Thing.class, Renamed.class))
                .containsExactly("name is gone; was it removed or renamed?", "title is new and required");
    }

    @Test
    void a_field_may_not_change_its_type() {
        assertThat(breaks(Thing.class, Retyped.class))
                .containsExactly("count changed its format from \"int32\" to \"int64\"");
    }

    @Test
    void a_field_stays_required_or_optional() {
        assertThat(breaks(Thing.class, Loosened.class)).contains("name became optional");
        assertThat(breaks(Thing.class, Tightened.class)).contains("note became required");
    }

    @Test
    void a_value_may_come_but_not_go() {
        assertThat(breaks(Thing.class, MoreValues.class)).isEmpty();
        assertThat(breaks(MoreValues.class, Thing.class)).containsExactly("size may no longer be HUGE");
    }

    @Test
    void what_is_nested_is_held_to_the_same() {
        assertThat(breaks(Nested.class, NestedRenamed.class))
                .contains(
                        "things[].name is gone; was it removed or renamed?",
                        "byName[].name is gone; was it removed or renamed?",
                        "shape may no longer be of type square",
                        "shape<circle>.radius changed its type from \"integer\" to \"string\"");
    }

    private static List<String> breaks(Class<?> before, Class<?> after) {
        return Compatibility.breaks(Schemas.of("before", before), Schemas.of("after", after));
    }
}
