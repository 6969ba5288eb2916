package dev.berth.api.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.events.ContainerId;
import org.junit.jupiter.api.Test;

class HostLabelTest {

    private static final ContainerId ID = ContainerId.of("00000000-0000-7000-8000-00000a1b2c3d");

    @Test
    void a_host_label_is_the_names_of_container_and_namespace() {
        assertThat(HostLabel.preferred("hello", "demo", ID)).isEqualTo("hello-demo");
    }

    @Test
    void a_host_label_is_lower_case_letters_digits_and_hyphens() {
        assertThat(HostLabel.preferred("My_App", "Größe 2", ID)).isEqualTo("my-app-gr--e-2");
    }

    @Test
    void names_that_are_too_long_are_cut_and_told_apart_by_the_id() {
        String label = HostLabel.preferred("a".repeat(40), "b".repeat(40), ID);
        assertThat(label)
                .isEqualTo("a".repeat(40) + "-" + "b".repeat(13) + "-0a1b2c3d")
                .hasSize(63);
    }

    @Test
    void a_label_that_is_taken_is_told_apart_by_the_id() {
        assertThat(HostLabel.certain("hello", "demo", ID)).isEqualTo("hello-demo-0a1b2c3d");
    }

    @Test
    void a_label_never_starts_or_ends_with_a_hyphen() {
        assertThat(HostLabel.preferred("-", "-", ID)).isEqualTo("c-0a1b2c3d");
        assertThat(HostLabel.certain("a".repeat(53) + "-x", "n", ID)).isEqualTo("a".repeat(53) + "-0a1b2c3d");
    }
}
