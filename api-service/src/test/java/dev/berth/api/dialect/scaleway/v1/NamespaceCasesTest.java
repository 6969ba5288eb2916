package dev.berth.api.dialect.scaleway.v1;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.api.dialect.PublicAddress;
import dev.berth.api.dialect.scaleway.Example;
import dev.berth.api.dialect.scaleway.containers.Condition;
import dev.berth.api.dialect.scaleway.containers.NamespacePatch;
import dev.berth.api.dialect.scaleway.containers.NamespaceShown;
import dev.berth.api.namespace.NamespaceChange;
import dev.berth.api.namespace.NewNamespace;
import dev.berth.events.OrganizationId;
import dev.berth.events.ProjectId;
import dev.berth.events.spec.NamespaceSpec;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class NamespaceCasesTest {

    private static final ProjectId DEFAULT_PROJECT = new ProjectId(new UUID(0, 0));

    @TestFactory
    List<DynamicTest> each_request_about_a_namespace_has_the_answer_of_its_file() {
        return Example.tests("v1/namespaces", NamespaceCasesTest::answer);
    }

    private static JsonNode answer(Example example) {
        NewNamespace created = NamespaceBody.create(example.create(Map.of()), Optional.of(DEFAULT_PROJECT));
        NamespaceSpec spec = created.spec().withSecretEnvironment(Example.sealed(created.secrets()));
        NamespaceShown shown = new NamespaceShown(
                created.id(),
                created.name(),
                new OrganizationId(new UUID(1, 1)),
                created.project(),
                example.patch()
                        .map(NamespaceBody::patch)
                        .map(NamespacePatch::change)
                        .map(change -> changed(spec, change))
                        .orElse(spec),
                new Condition.Ready(),
                Instant.EPOCH,
                Instant.EPOCH);
        return NamespaceAnswer.json(shown, new PublicAddress("http", "localhost", 8090, Optional.empty()), "fr-par");
    }

    private static NamespaceSpec changed(NamespaceSpec spec, NamespaceChange change) {
        return change.change().apply(spec, Example.sealed(change.secrets()));
    }
}
