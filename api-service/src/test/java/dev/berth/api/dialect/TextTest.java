package dev.berth.api.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextTest {

    private static final String FULL = "0192f0c1-7b6e-7abc-8def-0123456789ab";

    @Test
    void a_uuid_is_read_in_either_case() {
        assertThat(Text.uuid(FULL)).contains(UUID.fromString(FULL));
        assertThat(Text.uuid("0192F0C1-7B6E-7ABC-8DEF-0123456789AB")).contains(UUID.fromString(FULL));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1-1-1-1-1",
                "0192f0c17b6e7abc8def0123456789ab",
                "0192f0c1-7b6e-7abc-8def-0123456789a",
                "0192f0c1-7b6e-7abc-8def-0123456789abc",
                "0192f0c1-7b6e-7abc-8def-0123456789ag",
                "0192f0c-17b6e-7abc-8def-0123456789ab",
                "000192f0c1-7b6e-7abc-8def-0123456789",
                "0192f0c1+7b6e+7abc+8def+0123456789ab",
                "------------------------------------",
                " 192f0c1-7b6e-7abc-8def-0123456789ab"
            })
    void what_is_not_in_full_form_is_no_uuid(String text) {
        assertThat(Text.uuid(text)).isEmpty();
    }
}
