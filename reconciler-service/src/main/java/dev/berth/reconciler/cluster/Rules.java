package dev.berth.reconciler.cluster;

import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** What Berth has to be allowed on a cluster: the very rules that the chart grants. */
final class Rules {

    /** Where containers run on it. */
    static List<PolicyRule> reconciler() {
        return read("reconciler-rules.yaml");
    }

    /** Where the gateway is Knative's ingress. */
    static List<PolicyRule> ingress() {
        return read("gateway-rules.yaml");
    }

    private static List<PolicyRule> read(String name) {
        try (InputStream file = Objects.requireNonNull(Rules.class.getResourceAsStream(name), name)) {
            String rules = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            return Serialization.unmarshal(
                            "apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nrules:\n" + rules,
                            ClusterRole.class)
                    .getRules();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Rules() {}
}
