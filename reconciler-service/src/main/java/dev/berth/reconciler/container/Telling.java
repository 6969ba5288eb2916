package dev.berth.reconciler.container;

import dev.berth.events.ContainerId;
import dev.berth.events.report.Reported;
import dev.berth.events.spec.Failure;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Tells the log what was found, until the log has it. */
final class Telling {

    private static final Logger LOG = Logger.getLogger(Telling.class);

    private final Surroundings.Reports reports;
    private final InstantSource clock;

    Telling(Surroundings.Reports reports, InstantSource clock) {
        this.reports = reports;
        this.clock = clock;
    }

    /** Tells all findings; answers when to look again. */
    Optional<Instant> tell(ContainerId id, Memory memory, List<Finding> findings) {
        return findings.stream()
                .map(finding -> send(memory, id, Told.of(id, finding, clock.instant())))
                .min(Instant::compareTo);
    }

    /** Tells once what was put back: once it is sent, it cannot be lost. */
    void tellCorrections(ContainerId id, Memory memory) {
        for (Reported next = memory.corrections.peek(); next != null; next = memory.corrections.peek()) {
            reports.send(id.stream(), next);
            memory.corrections.remove(next);
        }
    }

    /** Tells once what keeps a container from going. */
    void tellHindrance(ContainerId id, Memory memory, Failure failure) {
        if (!memory.hindrance.equals(Optional.of(failure))) {
            reports.send(id.stream(), Told.hindered(id, failure, clock.instant()));
            LOG.warnf("cannot go; container=%s: %s", id, failure.message());
            memory.hindrance = Optional.of(failure);
        }
    }

    /** Answers when to send it again, should the log not have it by then. */
    Instant send(Memory memory, ContainerId id, Reported report) {
        Instant now = clock.instant();
        if (!memory.due(report.reportId(), now)) {
            return memory.sent
                    .getOrDefault(report.reportId(), new Memory.Sent(0, now))
                    .next();
        }
        reports.send(id.stream(), report);
        LOG.infof(
                "told the log; container=%s report=%s",
                id, report.report().getClass().getSimpleName());
        return memory.sent(report.reportId(), now);
    }
}
