package dev.berth.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.berth.events.ContainerEvent.ContainerConfigured;
import dev.berth.events.ContainerEvent.ContainerDeleted;
import dev.berth.events.EventTypes.UnknownEventType;
import dev.berth.events.OrganizationEvent.OrganizationCreated;
import dev.berth.events.spec.AutoDeploy;
import dev.berth.events.spec.ContainerSpec;
import dev.berth.events.spec.ContainerSpec.Privacy;
import dev.berth.events.spec.Port;
import dev.berth.events.spec.Probe;
import dev.berth.events.spec.Probes;
import dev.berth.events.spec.Scaling;
import dev.berth.events.spec.Secret;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CloudEventCodecTest {

    private static final ContainerId ID = ContainerId.of("3b0c0f0e-1111-4222-8333-444455556666");

    private static final ContainerSpec SPEC = new ContainerSpec(
            "registry.example/app:1",
            List.of(),
            List.of("--verbose"),
            Map.of("GREETING", "hello"),
            Map.of("PASSWORD", new Secret("Y2lwaGVy", "$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA")),
            List.of(new Port(8080, "http", Port.Protocol.HTTP1, true, "/")),
            1000,
            2_048_000_000L,
            1_000_000_000L,
            0,
            new Scaling(0, 5, new Scaling.Concurrency(50)),
            new Probes(
                    Optional.of(new Probe(new Probe.Tcp(8080), Duration.ofSeconds(10), Duration.ofSeconds(1), 30)),
                    Optional.empty(),
                    Optional.empty()),
            List.of(),
            Duration.ofSeconds(300),
            Privacy.PUBLIC,
            false,
            Optional.of("v2"),
            "",
            List.of("b", "a"),
            Map.of(),
            new AutoDeploy.Fixed(),
            Map.of());

    private static final Recorded<Event> RECORDED = new Recorded<>(
            UUID.fromString("0197d3a4-0000-7000-8000-000000000001"),
            2,
            Instant.parse("2026-03-01T08:15:30.123456Z"),
            OrganizationId.of("aaaaaaaa-1111-4222-8333-444455556666"),
            Optional.of(ProjectId.of("bbbbbbbb-1111-4222-8333-444455556666")),
            new Provenance("api-key/x", "request-1", Optional.empty(), Optional.of("00-a-b-01")),
            new ContainerConfigured(ID, 1, SPEC));

    @Test
    void an_event_survives_the_way_to_kafka_and_back() {
        CloudEventCodec.Encoded encoded = CloudEventCodec.encode(RECORDED);

        assertThat(encoded.topic()).isEqualTo("berth.container.events");
        assertThat(encoded.key()).isEqualTo("container/" + ID);
        assertThat(CloudEventCodec.decode(encoded.headers(), encoded.value())).isEqualTo(RECORDED);
    }

    @Test
    void what_is_above_projects_comes_from_its_organization() {
        Recorded<Event> recorded = new Recorded<>(
                RECORDED.eventId(),
                1,
                RECORDED.time(),
                RECORDED.organization(),
                Optional.empty(),
                new Provenance("berth/seed", "start", Optional.of("report-1"), Optional.empty()),
                new OrganizationCreated(RECORDED.organization(), "acme"));

        CloudEventCodec.Encoded encoded = CloudEventCodec.encode(recorded);

        assertThat(encoded.headers())
                .containsEntry(CloudEventCodec.SOURCE, "/organizations/" + RECORDED.organization());
        assertThat(CloudEventCodec.decode(encoded.headers(), encoded.value())).isEqualTo(recorded);
    }

    /** Golden as well: these names are as public as the fields of the events. */
    @Test
    void the_headers_are_those_of_the_kafka_binding_of_cloudevents() {
        assertThat(CloudEventCodec.encode(RECORDED).headers())
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("ce_specversion", "1.0"),
                        Map.entry("ce_id", "0197d3a4-0000-7000-8000-000000000001"),
                        Map.entry("ce_type", "dev.berth.container.configured.v1"),
                        Map.entry("ce_source", "/projects/bbbbbbbb-1111-4222-8333-444455556666"),
                        Map.entry("ce_subject", "container/3b0c0f0e-1111-4222-8333-444455556666"),
                        Map.entry("ce_time", "2026-03-01T08:15:30.123456Z"),
                        Map.entry("ce_sequence", "2"),
                        Map.entry("ce_organization", "aaaaaaaa-1111-4222-8333-444455556666"),
                        Map.entry("ce_actor", "api-key/x"),
                        Map.entry("ce_correlationid", "request-1"),
                        Map.entry("ce_traceparent", "00-a-b-01"),
                        Map.entry("traceparent", "00-a-b-01"),
                        Map.entry("content-type", "application/json")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                CloudEventCodec.ID,
                CloudEventCodec.TYPE,
                CloudEventCodec.SOURCE,
                CloudEventCodec.TIME,
                CloudEventCodec.SEQUENCE,
                CloudEventCodec.ACTOR,
                CloudEventCodec.CORRELATION,
                CloudEventCodec.ORGANIZATION
            })
    void a_missing_header_is_named(String header) {
        CloudEventCodec.Encoded encoded = CloudEventCodec.encode(RECORDED);
        Map<String, String> headers = new HashMap<>(encoded.headers());
        headers.remove(header);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> CloudEventCodec.decode(headers, encoded.value()))
                .withMessageContaining(header);
    }

    @Test
    void a_type_from_a_newer_version_is_told_from_a_broken_one() {
        CloudEventCodec.Encoded encoded = CloudEventCodec.encode(RECORDED);
        Map<String, String> headers = new HashMap<>(encoded.headers());
        headers.put(CloudEventCodec.TYPE, "dev.berth.container.painted.v1");

        assertThatExceptionOfType(UnknownEventType.class)
                .isThrownBy(() -> CloudEventCodec.decode(headers, encoded.value()))
                .withMessageContaining("dev.berth.container.painted.v1");
    }

    @Test
    void a_field_from_a_newer_version_is_ignored() {
        String json = "{\"id\":\"" + ID + "\",\"colour\":\"blue\"}";

        assertThat(CloudEventCodec.event("dev.berth.container.deleted.v1", json))
                .isEqualTo(new ContainerDeleted(ID));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no json", "[]", "{\"id\":7}", "{\"id\":\"x\"}", "{\"id\":null,\"revision\":null}"})
    void a_value_that_is_no_such_event_is_refused(String json) {
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> CloudEventCodec.event("dev.berth.container.configured.v1", json))
                .withMessageContaining("dev.berth.container.configured.v1");
    }

    @Test
    void versions_count_from_one() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Recorded<>(
                        RECORDED.eventId(),
                        0,
                        RECORDED.time(),
                        RECORDED.organization(),
                        RECORDED.project(),
                        RECORDED.provenance(),
                        RECORDED.event()));
    }
}
