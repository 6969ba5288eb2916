package dev.berth.api.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.berth.api.access.Principal.Platform;
import dev.berth.api.command.Freshness;
import dev.berth.api.command.Outcome;
import dev.berth.api.command.Request;
import dev.berth.api.container.Container;
import dev.berth.api.container.Containers;
import dev.berth.api.process.Attached;
import dev.berth.api.refusal.Refusal;
import dev.berth.api.refusal.Refused;
import dev.berth.api.store.StoreUnavailable;
import dev.berth.events.ApiKeyId;
import dev.berth.events.ContainerId;
import dev.berth.events.DomainId;
import dev.berth.events.EventJson;
import dev.berth.events.NamespaceId;
import dev.berth.events.OrganizationId;
import dev.berth.events.ProjectId;
import dev.berth.events.TokenId;
import dev.berth.events.TriggerId;
import dev.berth.events.report.Report;
import dev.berth.events.report.Reported;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/**
 * Makes a command of each report. Its id is the command's idempotency key, so that one that comes twice counts once. A
 * report that makes no sense is put aside; one that cannot be taken just now is tried until it can.
 */
@ApplicationScoped
class ReportTaker {

    private static final Logger LOG = Logger.getLogger(ReportTaker.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Containers containers;
    private final Attached attached;
    private final DeadReports dead;
    private final MeterRegistry metrics;

    ReportTaker(Containers containers, Attached attached, DeadReports dead, MeterRegistry metrics) {
        this.containers = containers;
        this.attached = attached;
        this.dead = dead;
        this.metrics = metrics;
    }

    /** Never fails for a reason that lies in the report itself. */
    Uni<Void> take(ConsumerRecord<String, String> kafka) {
        return Uni.createFrom()
                .deferred(() -> record(read(kafka)))
                .onFailure(ReportTaker::passes)
                .invoke(failure -> LOG.warnf("report of %s waits: %s", kafka.key(), failure.getMessage()))
                .onFailure(ReportTaker::passes)
                .retry()
                .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                .indefinitely()
                .invoke(outcome -> count(outcome.events().isEmpty() ? "outdated" : "taken"))
                .replaceWithVoid()
                .onFailure(Refused.class)
                .recoverWithItem(refused -> {
                    count("outdated"); // such as of a container that is not there any more
                    return null;
                })
                .onFailure()
                .recoverWithUni(failure -> putAside(kafka, failure));
    }

    private static Reported read(ConsumerRecord<String, String> kafka) {
        try {
            return Optional.ofNullable(kafka.value())
                    .map(ReportTaker::parse)
                    .orElseThrow(() -> new IllegalArgumentException("an empty report"));
        } catch (RuntimeException e) {
            throw new Senseless(e);
        }
    }

    private static Reported parse(String json) {
        try {
            return EventJson.MAPPER.readValue(json, Reported.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e.getOriginalMessage(), e);
        }
    }

    private Uni<Outcome<Container.State>> record(Reported reported) {
        Request request = new Request(
                new Platform(reported.reporter()),
                reported.reportId().toString(),
                reported.traceparent(),
                reported.causation(),
                Optional.of(reported.reportId().toString()));
        return switch (reported.report().subject()) {
            case ContainerId id -> record(request, id, reported.report());
            case OrganizationId id -> throw notReportedOn(id);
            case ProjectId id -> throw notReportedOn(id);
            case ApiKeyId id -> throw notReportedOn(id);
            case NamespaceId id -> throw notReportedOn(id);
            case DomainId id -> throw notReportedOn(id);
            case TokenId id -> throw notReportedOn(id);
            case TriggerId id -> throw notReportedOn(id);
        };
    }

    /** What is attached to a container goes before the container itself is said to be gone. */
    private Uni<Outcome<Container.State>> record(Request request, ContainerId id, Report report) {
        return report instanceof Report.WorkloadRemoved
                ? containers
                        .load(id, Freshness.CURRENT)
                        .flatMap(found -> found.state() instanceof Container.Deleting
                                ? attached.remove(because(request), id)
                                : Uni.createFrom().voidItem())
                        .flatMap(_ -> containers.record(request, id, report))
                : containers.record(request, id, report);
    }

    /** The report's id counts for the container alone. */
    private static Request because(Request report) {
        return new Request(report.principal(), report.id(), report.traceparent(), report.causation(), Optional.empty());
    }

    private static Senseless notReportedOn(Object id) {
        return new Senseless(new IllegalArgumentException("nobody reports on " + id));
    }

    /** Whether trying again may help. */
    private static boolean passes(Throwable failure) {
        return failure instanceof StoreUnavailable
                || (failure instanceof Refused refused && refused.refusal() instanceof Refusal.Busy);
    }

    private Uni<Void> putAside(ConsumerRecord<String, String> kafka, Throwable failure) {
        count("dead");
        LOG.errorf(failure, "report %d of partition %d makes no sense", kafka.offset(), kafka.partition());
        return dead.keep(kafka, failure);
    }

    private void count(String result) {
        metrics.counter("berth.reports", "result", result).increment();
    }

    /** A report that is none. */
    private static final class Senseless extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Senseless(RuntimeException cause) {
            super(cause.getMessage(), cause);
        }
    }
}
