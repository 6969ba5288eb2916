package dev.berth.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.berth.events.spec.NamespaceSpec;
import dev.berth.events.spec.Port;
import dev.berth.events.spec.Probe;
import dev.berth.events.spec.Scaling;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SpecTest {

    @Test
    void equal_specs_are_written_alike_whatever_the_order_of_their_maps() {
        Map<String, String> there = new LinkedHashMap<>();
        there.put("A", "1");
        there.put("B", "2");
        Map<String, String> back = new LinkedHashMap<>();
        back.put("B", "2");
        back.put("A", "1");

        assertThat(EventJson.MAPPER.valueToTree(namespace(there, List.of())).toString())
                .isEqualTo(
                        EventJson.MAPPER.valueToTree(namespace(back, List.of())).toString());
    }

    @Test
    void a_spec_does_not_follow_the_lists_that_it_was_made_of() {
        List<String> tags = new ArrayList<>(List.of("a"));
        NamespaceSpec spec = namespace(Map.of(), tags);

        tags.add("b");

        assertThat(spec.tags()).containsExactly("a");
    }

    @Test
    void a_port_that_cannot_be_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> port(0));
        assertThatIllegalArgumentException().isThrownBy(() -> port(65536));
        assertThat(port(65535).number()).isEqualTo(65535);
    }

    @Test
    void a_range_of_instances_that_cannot_be_is_refused() {
        Scaling.Target target = new Scaling.Concurrency(1);

        assertThatIllegalArgumentException().isThrownBy(() -> new Scaling(-1, 1, target));
        assertThatIllegalArgumentException().isThrownBy(() -> new Scaling(0, 0, target));
        assertThatIllegalArgumentException().isThrownBy(() -> new Scaling(3, 2, target));
        assertThatIllegalArgumentException().isThrownBy(() -> new Scaling.Concurrency(0));
    }

    @Test
    void a_probe_that_never_asks_is_refused() {
        Probe.Check check = new Probe.Tcp(80);
        Duration second = Duration.ofSeconds(1);

        assertThatIllegalArgumentException().isThrownBy(() -> new Probe(check, Duration.ZERO, second, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Probe(check, second, Duration.ZERO, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Probe(check, second, second, 0));
    }

    private static Port port(int number) {
        return new Port(number, "http", Port.Protocol.HTTP1, true, "/");
    }

    private static NamespaceSpec namespace(Map<String, String> environment, List<String> tags) {
        return new NamespaceSpec("", environment, Map.of(), tags, Map.of());
    }
}
