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

    private static final String FILE = "reconciler-rules.yaml";

    /** All of them. */
    static List<PolicyRule> all() {
        try (InputStream file = Objects.requireNonNull(Rules.class.getResourceAsStream(FILE), FILE)) {
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
