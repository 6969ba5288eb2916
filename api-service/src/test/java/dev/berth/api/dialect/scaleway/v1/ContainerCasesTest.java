package dev.berth.api.dialect.scaleway.v1;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.api.container.ContainerChange;
import dev.berth.api.container.NewContainer;
import dev.berth.events.ContainerId;
import dev.berth.events.NamespaceId;
import dev.berth.events.spec.ContainerSpec;
import dev.berth.events.spec.Secret;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ContainerCasesTest {

    private static final Map<String, String> USUAL =
            Map.of("name", "hello", "namespace_id", "6f1f0c1e-1111-4222-8333-444455556666");

    @TestFactory
    List<DynamicTest> each_request_about_a_container_has_the_answer_of_its_file() {
        return Example.tests("containers", example -> answer(spec(example)));
    }

    private static ContainerSpec spec(Example example) {
        NewContainer created = ContainerBody.create(example.create(USUAL));
        ContainerSpec spec = withSecrets(created.spec(), Example.sealed(created.secrets()));
        return example.patch()
                .map(ContainerBody::change)
                .map(change -> changed(spec, change))
                .orElse(spec);
    }

    private static ContainerSpec changed(ContainerSpec spec, ContainerChange change) {
        return change.change().apply(spec, Example.sealed(change.secrets()));
    }

    private static JsonNode answer(ContainerSpec spec) {
        return new ContainerAnswer(
                        new ContainerId(new UUID(1, 1)),
                        new NamespaceId(new UUID(2, 2)),
                        "hello",
                        "http://hello-demo.localhost:8090",
                        spec,
                        new Condition.Ready(),
                        Instant.EPOCH,
                        Instant.EPOCH)
                .json("fr-par");
    }

    private static ContainerSpec withSecrets(ContainerSpec spec, Map<String, Secret> secrets) {
        return new ContainerSpec(
                spec.image(),
                spec.command(),
                spec.args(),
                spec.environment(),
                secrets,
                spec.ports(),
                spec.cpuMillis(),
                spec.memoryBytes(),
                spec.ephemeralStorageBytes(),
                spec.gpus(),
                spec.scaling(),
                spec.probes(),
                spec.volumeMounts(),
                spec.timeout(),
                spec.privacy(),
                spec.httpsOnly(),
                spec.sandbox(),
                spec.description(),
                spec.tags(),
                spec.labels(),
                spec.autoDeploy(),
                spec.attributes());
    }
}
