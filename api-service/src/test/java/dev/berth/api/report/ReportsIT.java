package dev.berth.api.report;

import static dev.berth.api.command.Instance.await;
import static dev.berth.api.command.Instance.by;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.api.ApiServiceProfile;
import dev.berth.api.access.Authenticator;
import dev.berth.api.access.Principal;
import dev.berth.api.access.Principal.KeyHolder;
import dev.berth.api.command.Freshness;
import dev.berth.api.container.Container;
import dev.berth.api.container.Containers;
import dev.berth.api.container.NewContainer;
import dev.berth.api.container.Specs;
import dev.berth.api.namespace.Namespace;
import dev.berth.api.namespace.Namespaces;
import dev.berth.api.namespace.NewNamespace;
import dev.berth.events.ContainerId;
import dev.berth.events.EventJson;
import dev.berth.events.NamespaceId;
import dev.berth.events.OrganizationId;
import dev.berth.events.ProjectId;
import dev.berth.events.Topics;
import dev.berth.events.report.Report;
import dev.berth.events.report.Report.DeploymentReady;
import dev.berth.events.report.Report.WorkloadRemoved;
import dev.berth.events.report.Reported;
import dev.berth.events.spec.NamespaceSpec;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ReportsIT.WithTenant.class)
class ReportsIT {

    private static final String ORGANIZATION = "11111111-1111-4111-8111-111111111111";
    private static final String PROJECT = "22222222-2222-4222-8222-222222222222";
    private static final String SECRET = "33333333-3333-4333-8333-333333333333";

    @Inject
    Authenticator authenticator;

    @Inject
    Namespaces namespaces;

    @Inject
    Containers containers;

    @Inject
    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    private final NamespaceId shop = new NamespaceId(UUID.randomUUID());
    private final ContainerId web = new ContainerId(UUID.randomUUID());
    private Principal owner = new Principal.Platform("test");

    /** The tenant that everything happens in comes from the configuration. */
    public static final class WithTenant implements QuarkusTestProfile {
        private final ApiServiceProfile service = new ApiServiceProfile();

        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> values = new HashMap<>(service.getConfigOverrides());
            values.put("berth.bootstrap.organization-id", ORGANIZATION);
            values.put("berth.bootstrap.project-id", PROJECT);
            values.put("berth.bootstrap.key-id", UUID.randomUUID().toString());
            values.put("berth.bootstrap.access-key", "SCWABCDEFGHIJKLMNOPQ");
            values.put("berth.bootstrap.secret-key", SECRET);
            return values;
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return service.testResources();
        }
    }

    @BeforeEach
    void a_container_and_somebody_who_reports() {
        owner = await(authenticator.authenticate(SECRET));
        NamespaceSpec plain = new NamespaceSpec("", Map.of(), Map.of(), List.of(), Map.of());
        await(namespaces.create(
                by(owner), new NewNamespace(shop, ProjectId.of(PROJECT), "shop-" + shop, plain, Map.of())));
        await(containers.create(by(owner), new NewContainer(web, shop, "web", Specs.image("app:1"), Map.of())));
    }

    private void send(String value) throws Exception {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka), new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(Topics.REPORTS, web.stream().toString(), value))
                    .get();
        }
    }

    private void send(Report report) throws Exception {
        send(EventJson.MAPPER.writeValueAsString(new Reported(
                UUID.randomUUID(), Instant.now(), "reconciler", Optional.empty(), Optional.empty(), report)));
    }

    private Container.State container() {
        return await(containers.load(web, Freshness.CURRENT)).state();
    }

    private Namespace.State namespace() {
        return await(namespaces.load(shop, Freshness.CURRENT)).state();
    }

    @Test
    void the_tenant_of_the_configuration_is_there() {
        assertThat(owner).isInstanceOfSatisfying(KeyHolder.class, key -> {
            assertThat(key.organization()).isEqualTo(OrganizationId.of(ORGANIZATION));
            assertThat(key.defaultProject()).isEqualTo(ProjectId.of(PROJECT));
        });
    }

    @Test
    void a_report_becomes_history_and_one_that_makes_no_sense_is_put_aside() throws Exception {
        send("no report");
        send(new DeploymentReady(web, 1));
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(container())
                        .isInstanceOfSatisfying(
                                Container.Live.class,
                                live -> assertThat(live.facts()
                                                .deployment()
                                                .orElseThrow()
                                                .progress())
                                        .isEqualTo(new Container.Serving())));
        assertThat(dead()).anySatisfy(record -> {
            assertThat(record.key()).isEqualTo(web.stream().toString());
            assertThat(record.value()).isEqualTo("no report");
            assertThat(new String(record.headers().lastHeader("cause").value(), UTF_8))
                    .contains("no");
        });
    }

    private List<ConsumerRecord<String, String>> dead() {
        List<ConsumerRecord<String, String>> found = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka, "group.id", "test", "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.subscribe(List.of(Topics.DEAD_REPORTS));
            await().atMost(Duration.ofMinutes(1)).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(found::add);
                return !found.isEmpty();
            });
        }
        return found;
    }

    @Test
    void a_namespace_goes_when_its_last_workload_is_reported_gone() throws Exception {
        await(namespaces.delete(by(owner), shop));
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(container()).isInstanceOf(Container.Deleting.class));
        send(new WorkloadRemoved(web));
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(namespace()).isInstanceOf(Namespace.Deleted.class));
    }
}
