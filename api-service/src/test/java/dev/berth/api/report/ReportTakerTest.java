package dev.berth.api.report;

import static dev.berth.api.command.Instance.await;
import static dev.berth.api.command.Instance.byPlatform;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.command.Freshness;
import dev.berth.api.command.Instance;
import dev.berth.api.command.StumblingStore;
import dev.berth.api.container.Container;
import dev.berth.api.container.ContainerChange;
import dev.berth.api.container.NewContainer;
import dev.berth.api.container.Specs;
import dev.berth.api.domain.NewDomain;
import dev.berth.api.namespace.NewNamespace;
import dev.berth.api.process.AttachedOf;
import dev.berth.api.secrets.InMemoryDataKeys;
import dev.berth.api.store.Cursor;
import dev.berth.api.store.InMemoryEventStore;
import dev.berth.events.ContainerEvent.ContainerDeleted;
import dev.berth.events.ContainerEvent.DeploymentSucceeded;
import dev.berth.events.ContainerId;
import dev.berth.events.DomainEvent.DomainDetached;
import dev.berth.events.DomainId;
import dev.berth.events.Event;
import dev.berth.events.EventJson;
import dev.berth.events.NamespaceId;
import dev.berth.events.OrganizationId;
import dev.berth.events.ProjectId;
import dev.berth.events.Recorded;
import dev.berth.events.report.Report;
import dev.berth.events.report.Report.DeploymentReady;
import dev.berth.events.report.Report.WorkloadRemoved;
import dev.berth.events.report.Reported;
import dev.berth.events.spec.NamespaceSpec;
import dev.berth.testing.SettableClock;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportTakerTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private final ContainerId web = new ContainerId(UUID.randomUUID());
    private final InMemoryEventStore log = new InMemoryEventStore();
    private final StumblingStore store = new StumblingStore(log);
    private final Instance instance = new Instance(store, log, new InMemoryDataKeys(), new SettableClock(NOON));
    private final List<String> dead = new ArrayList<>();
    private final ReportTaker taker = new ReportTaker(
            instance.containers,
            AttachedOf.instance(instance, log),
            (report, _) -> Uni.createFrom().voidItem().invoke(() -> dead.add(report.value())),
            instance.metrics);
    private long offset;

    @BeforeEach
    void a_container() {
        OrganizationId acme = new OrganizationId(UUID.randomUUID());
        ProjectId project = new ProjectId(UUID.randomUUID());
        NamespaceId shop = new NamespaceId(UUID.randomUUID());
        NamespaceSpec plain = new NamespaceSpec("", Map.of(), Map.of(), List.of(), Map.of());
        await(instance.organizations.create(byPlatform(), acme, "acme"));
        await(instance.projects.create(byPlatform(), project, acme, "default"));
        await(instance.namespaces.create(byPlatform(), new NewNamespace(shop, project, "shop", plain, Map.of())));
        await(instance.containers.create(
                byPlatform(), new NewContainer(web, shop, "web", Specs.image("app:1"), Map.of())));
    }

    @Test
    void what_is_attached_goes_before_the_container_is_gone() throws Exception {
        DomainId domain = new DomainId(UUID.randomUUID());
        await(instance.domains.attach(byPlatform(), new NewDomain(domain, web, "web.example.org", List.of())));
        take(new Report.WorkloadRemoved(web));
        assertThat(events()).doesNotContain(new DomainDetached(domain)); // it is not to go at all
        await(instance.containers.delete(byPlatform(), web));
        take(new Report.WorkloadRemoved(web));
        assertThat(events()).endsWith(new DomainDetached(domain), new ContainerDeleted(web));
    }

    private void take(Report report) throws Exception {
        await(taker.take(kafka(UUID.randomUUID(), report)));
    }

    private List<Event> events() {
        return await(log.readAll(new Cursor(0, 0), 10_000)).events().stream()
                .<Event>map(Recorded::event)
                .toList();
    }

    private ConsumerRecord<String, String> kafka(String value) {
        return new ConsumerRecord<>("berth.reports", 0, offset++, web.stream().toString(), value);
    }

    private ConsumerRecord<String, String> kafka(UUID reportId, Report report) throws Exception {
        Reported reported =
                new Reported(reportId, NOON, "reconciler", Optional.of("cause"), Optional.of("00-aa-bb-01"), report);
        return kafka(EventJson.MAPPER.writeValueAsString(reported));
    }

    private Container.Progress progress() {
        Container.Existing container = (Container.Existing)
                await(instance.containers.load(web, Freshness.CURRENT)).state();
        return container.facts().deployment().orElseThrow().progress();
    }

    private double count(String result) {
        return instance.metrics.counter("berth.reports", "result", result).count();
    }

    @Test
    void a_report_becomes_history() throws Exception {
        UUID id = UUID.randomUUID();
        await(taker.take(kafka(id, new DeploymentReady(web, 1))));
        assertThat(progress()).isEqualTo(new Container.Serving());
        Recorded<?> last = await(log.read(web.stream(), 3, 10)).getFirst();
        assertThat(last.event()).isEqualTo(new DeploymentSucceeded(web, 1));
        assertThat(last.provenance().actor()).isEqualTo("berth/reconciler");
        assertThat(last.provenance().correlation()).isEqualTo(id.toString());
        assertThat(last.provenance().causation()).contains("cause");
        assertThat(last.provenance().traceparent()).contains("00-aa-bb-01");
        assertThat(count("taken")).isEqualTo(1);
    }

    @Test
    void a_report_that_comes_twice_counts_once() throws Exception {
        ConsumerRecord<String, String> report = kafka(UUID.randomUUID(), new DeploymentReady(web, 1));
        await(taker.take(report));
        await(taker.take(report));
        assertThat(await(log.version(web.stream()))).isEqualTo(4);
    }

    @Test
    void a_report_of_an_older_deployment_is_dropped() throws Exception {
        await(instance.containers.configure(byPlatform(), web, new ContainerChange(Map.of(), (spec, _) -> spec, true)));
        await(taker.take(kafka(UUID.randomUUID(), new DeploymentReady(web, 1))));
        assertThat(progress()).isEqualTo(new Container.RollingOut());
        assertThat(count("outdated")).isEqualTo(1);
        assertThat(dead).isEmpty();
    }

    @Test
    void a_report_of_what_is_not_there_is_dropped() throws Exception {
        await(taker.take(kafka(UUID.randomUUID(), new WorkloadRemoved(new ContainerId(UUID.randomUUID())))));
        assertThat(count("outdated")).isEqualTo(1);
        assertThat(dead).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{", "null", "[]", "{}", "{\"reportId\":\"x\"}", "{\"report\":{\"type\":\"unheard-of\"}}"})
    void a_report_that_makes_no_sense_is_put_aside(String value) {
        await(taker.take(kafka(value)));
        assertThat(dead).containsExactly(value);
        assertThat(count("dead")).isEqualTo(1);
    }

    @Test
    void a_report_waits_for_a_database_that_is_away() throws Exception {
        store.stumble(3);
        await(taker.take(kafka(UUID.randomUUID(), new DeploymentReady(web, 1))));
        assertThat(progress()).isEqualTo(new Container.Serving());
        assertThat(dead).isEmpty();
    }

    @Test
    void one_that_makes_no_sense_holds_up_no_other_of_its_batch() throws Exception {
        ConsumerRecords<String, String> batch = new ConsumerRecords<>(
                Map.of(
                        new TopicPartition("berth.reports", 0),
                        List.of(kafka("{"), kafka(UUID.randomUUID(), new DeploymentReady(web, 1)))),
                Map.of());
        await(new ReportsConsumer(taker).take(batch));
        assertThat(dead).containsExactly("{");
        assertThat(progress()).isEqualTo(new Container.Serving());
    }
}
