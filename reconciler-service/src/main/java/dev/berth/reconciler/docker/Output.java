package dev.berth.reconciler.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.StreamType;
import dev.berth.reconciler.engine.EngineUnreachable;
import dev.berth.reconciler.engine.LogLine;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What containers wrote, as the engine has kept it. */
final class Output {

    private final DockerClient docker;
    private final Asking asking;
    private final DockerSettings settings;

    Output(DockerClient docker, Asking asking, DockerSettings settings) {
        this.docker = docker;
        this.asking = asking;
        this.settings = settings;
    }

    /** The last lines of a container, oldest first. */
    List<LogLine> last(String container, int lines) {
        Lines read = new Lines(); // one thread appends, and this one reads when that has ended
        try {
            boolean whole = asking.ask(
                    "read an instance's output",
                    settings.answer(),
                    () -> docker.logContainerCmd(container)
                            .withStdOut(true)
                            .withStdErr(true)
                            .withTimestamps(true)
                            .withTail(lines)
                            .exec(read)
                            .awaitCompletion(settings.answer().toMillis(), TimeUnit.MILLISECONDS));
            if (!whole) {
                throw new EngineUnreachable(
                        "the container engine did not end an instance's output", new IllegalStateException(container));
            }
        } catch (NotFoundException | ConflictException _) {
            return List.of(); // it is gone, or just about to be
        }
        return read.last(lines);
    }

    /** Each frame is a time, a space, and a line or, where a line is very long, a part of one. */
    private static final class Lines extends ResultCallback.Adapter<Frame> {
        private final List<LogLine> whole = new ArrayList<>();
        private final Map<LogLine.Source, LogLine> begun = new EnumMap<>(LogLine.Source.class);

        @Override
        public void onNext(Frame frame) {
            LogLine.Source source =
                    frame.getStreamType() == StreamType.STDERR ? LogLine.Source.STDERR : LogLine.Source.STDOUT;
            String payload = new String(frame.getPayload(), StandardCharsets.UTF_8);
            int space = payload.indexOf(' ');
            String text = payload.substring(space + 1);
            LogLine before = begun.remove(source);
            LogLine line = before == null
                    ? new LogLine(time(payload.substring(0, Math.max(0, space))), source, text)
                    : new LogLine(before.time(), source, before.text() + text);
            if (text.endsWith("\n")) {
                whole.add(ended(line));
            } else {
                begun.put(source, line);
            }
        }

        List<LogLine> last(int lines) {
            begun.values().forEach(line -> whole.add(ended(line)));
            return List.copyOf(whole.subList(Math.max(0, whole.size() - lines), whole.size()));
        }

        private static LogLine ended(LogLine line) {
            return new LogLine(line.time(), line.source(), line.text().stripTrailing());
        }

        private static Instant time(String text) {
            try {
                return Instant.parse(text);
            } catch (DateTimeParseException _) {
                return Instant.EPOCH; // an engine that keeps no times; its lines still have their order
            }
        }
    }
}
