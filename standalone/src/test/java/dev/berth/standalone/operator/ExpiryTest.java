package dev.berth.standalone.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

class ExpiryTest {

    private final ITypeConverter<Expiry> converter =
            Expiry.seenFrom(InstantSource.fixed(Instant.parse("2026-01-31T12:00:00Z")));

    @ParameterizedTest
    @CsvSource({
        "90m, 2026-01-31T13:30:00Z",
        "12h, 2026-02-01T00:00:00Z",
        "90d, 2026-05-01T12:00:00Z",
        "2030-01-01T00:00:00Z, 2030-01-01T00:00:00Z",
        "2030-01-01T02:00:00+02:00, 2030-01-01T00:00:00Z"
    })
    void it_is_a_time_or_so_long_from_now(String text, Instant end) throws Exception {
        assertThat(converter.convert(text)).isEqualTo(new Expiry(end));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "90", "90x", "-1d", "99999999d", "2030-01-01"})
    void anything_else_is_refused(String text) {
        assertThatThrownBy(() -> converter.convert(text)).isInstanceOf(TypeConversionException.class);
    }
}
