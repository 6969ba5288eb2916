package dev.berth.gateway.knative;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IngressStatusTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00.5Z");
    private static final IngressStatus.Addresses ADDRESSES =
            new IngressStatus.Addresses("gateway.berth.svc.cluster.local", "internal.berth.svc.cluster.local");
    private static final Judgement READY = new Judgement.Ready();
    private static final Judgement WAITING = new Judgement.Waiting("NoService", "there is no service shop/web");

    private static Map<String, Object> telling(Judgement judgement, long generation, Map<?, ?> before, Instant now) {
        return IngressStatus.telling(judgement, generation, ADDRESSES, before, now);
    }

    private static Map<String, String> condition(String type, String status) {
        return Map.of("type", type, "status", status, "lastTransitionTime", "2026-01-01T12:00:00Z");
    }

    @Test
    void what_is_served_is_told_as_knative_reads_it() {
        assertThat(telling(READY, 3, Map.of(), NOON))
                .isEqualTo(Map.of(
                        "observedGeneration",
                        3L,
                        "conditions",
                        List.of(
                                condition("LoadBalancerReady", "True"),
                                condition("NetworkConfigured", "True"),
                                condition("Ready", "True")),
                        "publicLoadBalancer",
                        Map.of("ingress", List.of(Map.of("domainInternal", "gateway.berth.svc.cluster.local"))),
                        "privateLoadBalancer",
                        Map.of("ingress", List.of(Map.of("domainInternal", "internal.berth.svc.cluster.local")))));
    }

    @Test
    void what_is_waited_for_is_unknown_and_what_cannot_be_is_false() {
        assertThat(telling(WAITING, 1, Map.of(), NOON).toString())
                .contains("{type=Ready, status=Unknown, reason=NoService, message=there is no service shop/web");
        assertThat(telling(new Judgement.Failed("HostTaken", "taken"), 1, Map.of(), NOON)
                        .toString())
                .contains("{type=Ready, status=False, reason=HostTaken, message=taken");
    }

    @Test
    void the_time_is_that_of_the_last_change() {
        Map<String, Object> before = telling(READY, 1, Map.of(), NOON);

        Map<String, Object> same = telling(READY, 1, before, NOON.plusSeconds(60));
        assertThat(same).isEqualTo(before);
        assertThat(IngressStatus.isSame(same, before)).isTrue();

        assertThat(telling(WAITING, 1, before, NOON.plusSeconds(60)).toString())
                .contains("lastTransitionTime=2026-01-01T12:01:00Z");
    }

    @Test
    void only_the_generation_that_was_seen_is_ready() {
        Map<String, Object> status = telling(READY, 2, Map.of(), NOON);

        assertThat(IngressStatus.isReady(status, 2)).isTrue();
        assertThat(IngressStatus.isReady(status, 3)).isFalse();
        assertThat(IngressStatus.isReady(telling(WAITING, 2, status, NOON), 2)).isFalse();
        assertThat(IngressStatus.isReady(Map.of(), 0)).isFalse();
    }

    @Test
    void numbers_are_the_same_however_they_were_read() {
        Map<String, Object> status = telling(READY, 2, Map.of(), NOON);
        Map<String, Object> read = new java.util.HashMap<>(status);
        read.put("observedGeneration", 2);

        assertThat(IngressStatus.isSame(status, read)).isTrue();
        read.put("observedGeneration", 1);
        assertThat(IngressStatus.isSame(status, read)).isFalse();
    }
}
