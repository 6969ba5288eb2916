package dev.berth.api.dialect.scaleway.v1beta1;

import static dev.berth.api.dialect.scaleway.containers.ContainerFields.MEGABYTE;

import dev.berth.api.NewId;
import dev.berth.api.container.NewContainer;
import dev.berth.api.dialect.Fields;
import dev.berth.api.dialect.scaleway.Words;
import dev.berth.api.dialect.scaleway.containers.ContainerFields;
import dev.berth.api.dialect.scaleway.containers.ContainerPatch;
import dev.berth.api.dialect.scaleway.containers.ContainerSpecs;
import dev.berth.api.dialect.scaleway.containers.ProbePatch;
import dev.berth.api.dialect.scaleway.containers.Variables;
import dev.berth.api.refusal.Refusal.Invalid;
import dev.berth.api.refusal.Refusal.Problem;
import dev.berth.api.refusal.Refusal.Violation;
import dev.berth.api.refusal.Refused;
import dev.berth.events.ContainerId;
import dev.berth.events.NamespaceId;
import dev.berth.events.spec.NamespaceSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what a client sends of a container. */
final class ContainerBody {

    static final Map<String, Boolean> HTTP_OPTIONS = Map.of("enabled", false, "redirected", true);

    /** A new container as a request asks for it. Throws {@link Refused} with all that is wrong. */
    static NewContainer create(Fields fields, RegistryNamespace registry) {
        String name = ContainerFields.name(fields);
        Optional<NamespaceId> namespace = ContainerFields.namespace(fields);
        ContainerPatch patch = patch(fields);
        return new NewContainer(
                new ContainerId(NewId.next()),
                namespace.orElseThrow(),
                name,
                home -> ContainerSpecs.created(patch, patch.image().orElseGet(() -> usualImage(registry, home, name))),
                patch.secrets().toSeal());
    }

    /** Clients that build images push them there. */
    private static String usualImage(RegistryNamespace registry, NamespaceSpec namespace, String name) {
        String help = "is required, as the namespace has no registry of its own";
        return registry.endpoint(namespace)
                .map(endpoint -> endpoint + "/" + name + ":latest")
                .orElseThrow(() ->
                        new Refused(new Invalid(List.of(new Violation("registry_image", Problem.REQUIRED, help)))));
    }

    /** A change as a request asks for it. Throws {@link Refused} with all that is wrong. */
    static ContainerPatch patch(Fields fields) {
        ContainerPatch patch = ContainerFields.read(
                fields,
                new ContainerFields.Particular(
                        image(fields),
                        Variables.secretArray(fields),
                        ContainerFields.concurrency(fields, "max_concurrency"),
                        megabytes(fields, "memory_limit", ContainerFields.LEAST_MEMORY, ContainerFields.MOST_MEMORY),
                        fields.count("cpu_limit", ContainerFields.LEAST_CPU, ContainerFields.MOST_CPU),
                        megabytes(
                                fields,
                                "local_storage_limit",
                                ContainerFields.LEAST_STORAGE,
                                ContainerFields.MOST_STORAGE),
                        Words.choice(fields, "http_option", HTTP_OPTIONS),
                        Optional.empty(),
                        fields.object("health_check")
                                .map(check -> ProbePatch.read(check).whole()),
                        Optional.empty()));
        fields.check();
        return patch;
    }

    /** Clients that let their images be built send "" for one that they do not know. */
    private static Optional<String> image(Fields fields) {
        return fields.text("registry_image").filter(String::isEmpty).isPresent()
                ? Optional.empty()
                : ContainerFields.image(fields, "registry_image");
    }

    private static Optional<Long> megabytes(Fields fields, String name, int least, int most) {
        return fields.number(name, least, most).map(megabytes -> megabytes * MEGABYTE);
    }

    private ContainerBody() {}
}
