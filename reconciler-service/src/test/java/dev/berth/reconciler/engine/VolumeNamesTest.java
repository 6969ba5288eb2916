package dev.berth.reconciler.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class VolumeNamesTest {

    @Test
    void a_plain_name_stays_as_it_is() {
        assertThat(VolumeNames.plain("data")).isEqualTo("data");
        assertThat(VolumeNames.plain("data-2")).isEqualTo("data-2");
    }

    @Test
    void any_other_is_known_again_and_every_engine_takes_it() {
        assertThat(VolumeNames.plain("My Pictures")).matches("my-pictures-[0-9a-f]{12}");
        assertThat(Stream.of("", "_", "ÄÖ", "-a-", "a.b", "x".repeat(300), "A".repeat(34) + "-b")
                        .map(VolumeNames::plain))
                .allSatisfy(name -> assertThat(name).matches("[a-z0-9]([a-z0-9-]{0,46}[a-z0-9])?"));
    }

    @Test
    void two_volumes_never_share_a_name() {
        assertThat(Stream.of("data", "Data", "DATA", "data_", "x".repeat(60), "x".repeat(61))
                        .map(VolumeNames::plain))
                .doesNotHaveDuplicates();
    }
}
