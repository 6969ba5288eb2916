package dev.berth.reconciler.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.events.ContainerId;
import dev.berth.reconciler.engine.InstanceId;
import dev.berth.reconciler.engine.LogLine;
import dev.berth.testing.SettableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptOutputTest {

    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");
    private static final InstanceId ONE = new InstanceId("000000000001");
    private static final InstanceId TWO = new InstanceId("000000000002");
    private static final InstanceId THREE = new InstanceId("000000000003");

    @TempDir
    Path folder;

    private final SettableClock clock = new SettableClock(NOON);
    private final ContainerId container = new ContainerId(UUID.randomUUID());

    @Test
    void what_was_kept_is_read_by_another_reconciler_on_the_same_folder() {
        List<LogLine> lines = List.of(line("hello"), new LogLine(NOON, LogLine.Source.STDERR, "\u00e4 \"b\"\tc"));
        kept().keep(container, ONE, lines);

        assertThat(kept().of(container)).containsOnlyKeys(ONE).containsEntry(ONE, lines);
        assertThat(kept().of(new ContainerId(UUID.randomUUID()))).isEmpty();
    }

    @Test
    void only_the_instances_that_ended_last_are_kept() {
        for (InstanceId instance : List.of(THREE, ONE, TWO)) {
            kept().keep(container, instance, List.of(line("bye")));
            clock.advance(Duration.ofSeconds(1));
        }

        assertThat(kept().of(container).keySet()).containsExactly(ONE, TWO);
    }

    @Test
    void only_the_newest_lines_of_an_instance_are_kept() {
        List<LogLine> lines = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            lines.add(line("line " + i));
        }
        kept().keep(container, ONE, lines);
        kept().keep(container, TWO, List.of(line("x".repeat(900)), line("y".repeat(900)), line("z".repeat(900))));

        assertThat(kept().of(container).get(ONE)).isEqualTo(lines.subList(40, 50));
        assertThat(kept().of(container).get(TWO))
                .extracting(line -> line.text().charAt(0))
                .containsExactly('y', 'z');
    }

    @Test
    void nothing_is_kept_for_ever() throws IOException {
        kept().keep(container, ONE, List.of(line("hello")));
        clock.advance(Duration.ofHours(2));
        ContainerId other = new ContainerId(UUID.randomUUID());
        kept().keep(other, TWO, List.of(line("hello")));

        assertThat(kept().of(container)).isEmpty();
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(folder.resolve(other.toString()));
        }
    }

    @Test
    void nothing_is_left_of_a_container_that_is_forgotten() {
        kept().keep(container, ONE, List.of(line("hello")));

        kept().forget(container);
        kept().forget(container);

        assertThat(folder).isEmptyDirectory();
    }

    private KeptOutput kept() {
        return new KeptOutput(folder, new KeptOutput.Bounds(2, 10, 2_000, Duration.ofHours(1)), clock);
    }

    private static LogLine line(String text) {
        return new LogLine(NOON, LogLine.Source.STDOUT, text);
    }
}
