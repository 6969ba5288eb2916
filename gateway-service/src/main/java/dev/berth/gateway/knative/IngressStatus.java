package dev.berth.gateway.knative;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The status of an Ingress, in the words that Knative reads. */
final class IngressStatus {

    private static final String READY = "Ready";
    private static final String NETWORK_CONFIGURED = "NetworkConfigured";
    private static final String LOAD_BALANCER_READY = "LoadBalancerReady";
    private static final String TRUE = "True";

    /** By which DNS names the gateways are reached. */
    record Addresses(String everybody, String cluster) {}

    /** The status that tells a judgement of a generation; the very same where it already does. */
    static Map<String, Object> telling(
            Judgement judgement, long generation, Addresses addresses, Map<?, ?> before, Instant now) {
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("observedGeneration", generation);
        status.put(
                "conditions",
                List.of(
                        condition(LOAD_BALANCER_READY, new Judgement.Ready(), before, now),
                        condition(NETWORK_CONFIGURED, judgement, before, now),
                        condition(READY, judgement, before, now)));
        status.put("publicLoadBalancer", balancer(addresses.everybody()));
        status.put("privateLoadBalancer", balancer(addresses.cluster()));
        return status;
    }

    /** Whether a status says that this generation is served. */
    static boolean isReady(Map<?, ?> status, long generation) {
        return status.get("observedGeneration") instanceof Number observed
                && observed.longValue() == generation
                && condition(status, READY)
                        .filter(ready -> TRUE.equals(ready.get("status")))
                        .isPresent();
    }

    /** Whether both tell the same, whatever else one of them has. */
    static boolean isSame(Map<String, Object> wanted, Map<?, ?> found) {
        return wanted.entrySet().stream().allMatch(entry -> same(entry.getValue(), found.get(entry.getKey())));
    }

    private static boolean same(Object wanted, @Nullable Object found) {
        return wanted instanceof Number number
                ? found instanceof Number other && number.longValue() == other.longValue()
                : wanted.equals(found);
    }

    private static Map<String, Object> balancer(String name) {
        return Map.of("ingress", List.of(Map.of("domainInternal", name)));
    }

    private static Map<String, Object> condition(String type, Judgement judgement, Map<?, ?> before, Instant now) {
        String status = status(judgement);
        Map<String, Object> condition = new LinkedHashMap<>();
        condition.put("type", type);
        condition.put("status", status);
        switch (judgement) {
            case Judgement.Ready _ -> {}
            case Judgement.Waiting(String reason, String message) -> explain(condition, reason, message);
            case Judgement.Failed(String reason, String message) -> explain(condition, reason, message);
        }
        condition.put(
                "lastTransitionTime",
                since(type, status, before)
                        .orElseGet(() -> now.truncatedTo(ChronoUnit.SECONDS).toString()));
        return condition;
    }

    private static String status(Judgement judgement) {
        return switch (judgement) {
            case Judgement.Ready _ -> TRUE;
            case Judgement.Waiting _ -> "Unknown";
            case Judgement.Failed _ -> "False";
        };
    }

    private static void explain(Map<String, Object> condition, String reason, String message) {
        condition.put("reason", reason);
        condition.put("message", message);
    }

    /** Since when a condition has had this status. */
    private static Optional<String> since(String type, String status, Map<?, ?> before) {
        Optional<Map<?, ?>> known = condition(before, type).filter(condition -> status.equals(condition.get("status")));
        return known.isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(known.get().get("lastTransitionTime")).map(Object::toString);
    }

    private static Optional<Map<?, ?>> condition(Map<?, ?> status, String type) {
        List<Map<?, ?>> conditions = new ArrayList<>();
        if (status.get("conditions") instanceof List<?> list) {
            list.forEach(each -> {
                if (each instanceof Map<?, ?> condition) {
                    conditions.add(condition);
                }
            });
        }
        return conditions.stream().filter(each -> type.equals(each.get("type"))).findFirst();
    }

    private IngressStatus() {}
}
