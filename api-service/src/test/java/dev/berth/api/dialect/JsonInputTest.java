package dev.berth.api.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.berth.api.refusal.Refused;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonInputTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[]",
                "5",
                "null",
                "\"x\"",
                "{\"a\":1}}",
                "{\"a\":1} x",
                "{\"a\":1,\"a\":2}",
                "{'a':1}",
                "{a:1}",
                "{\"a\":01}",
                "{\"a\":NaN}",
                "{\"a\":1,}",
                "{\"a\":\"\n\"}",
                "// c\n{}",
                "{\"a\":{\"b\":1,\"b\":2}}",
                "\uFEFF{}"
            })
    void what_is_no_json_object_is_refused(String text) {
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> JsonInput.object(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void what_is_no_utf8_is_refused() {
        byte[] latin = "{\"a\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1);
        assertThatExceptionOfType(Refused.class).isThrownBy(() -> JsonInput.object(latin));
        byte[] wide = "{}".getBytes(StandardCharsets.UTF_16);
        assertThatExceptionOfType(Refused.class).isThrownBy(() -> JsonInput.object(wide));
    }

    @Test
    void a_refusal_quotes_nothing_of_the_body() {
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> JsonInput.object("{\"a\": hunter2}".getBytes(StandardCharsets.UTF_8)))
                .withMessageNotContaining("hunter2")
                .withMessageContaining("line 1");
    }

    @Test
    void deep_nesting_is_refused_and_breaks_nothing() {
        byte[] deep = ("{\"a\":" + "[".repeat(100_000)).getBytes(StandardCharsets.UTF_8);
        assertThatExceptionOfType(Refused.class).isThrownBy(() -> JsonInput.object(deep));
    }

    @Test
    void an_empty_body_is_an_empty_object() {
        assertThat(JsonInput.object(new byte[0])).isEmpty();
    }
}
