package dev.berth.api.dialect.scaleway.v1;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.api.container.ContainerChange;
import dev.berth.api.container.NewContainer;
import dev.berth.api.dialect.PublicAddress;
import dev.berth.api.dialect.scaleway.Example;
import dev.berth.api.dialect.scaleway.containers.Condition;
import dev.berth.api.dialect.scaleway.containers.ContainerPatch;
import dev.berth.api.dialect.scaleway.containers.ContainerShown;
import dev.berth.events.ContainerId;
import dev.berth.events.NamespaceId;
import dev.berth.events.spec.ContainerSpec;
import dev.berth.events.spec.NamespaceSpec;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ContainerCasesTest {

    private static final NamespaceSpec NAMESPACE = new NamespaceSpec("", Map.of(), Map.of(), List.of(), Map.of());
    private static final Map<String, String> USUAL =
            Map.of("name", "hello", "namespace_id", "6f1f0c1e-1111-4222-8333-444455556666");

    @TestFactory
    List<DynamicTest> each_request_about_a_container_has_the_answer_of_its_file() {
        return Example.tests("v1/containers", example -> answer(spec(example)));
    }

    private static ContainerSpec spec(Example example) {
        NewContainer created = ContainerBody.create(example.create(USUAL));
        ContainerSpec spec = created.draft().in(NAMESPACE).withSecretEnvironment(Example.sealed(created.secrets()));
        return example.patch()
                .map(ContainerBody::patch)
                .map(ContainerPatch::change)
                .map(change -> changed(spec, change))
                .orElse(spec);
    }

    private static ContainerSpec changed(ContainerSpec spec, ContainerChange change) {
        return change.change().apply(spec, Example.sealed(change.secrets()));
    }

    private static JsonNode answer(ContainerSpec spec) {
        ContainerShown shown = new ContainerShown(
                new ContainerId(new UUID(1, 1)),
                new NamespaceId(new UUID(2, 2)),
                "hello",
                "hello-demo",
                spec,
                new Condition.Ready(),
                Optional.empty(),
                Instant.EPOCH,
                Instant.EPOCH);
        return ContainerAnswer.json(shown, new PublicAddress("http", "localhost", 8090, Optional.empty()), "fr-par");
    }
}
