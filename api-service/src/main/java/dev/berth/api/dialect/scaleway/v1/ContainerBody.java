package dev.berth.api.dialect.scaleway.v1;

import static dev.berth.api.refusal.Refusal.Problem.CONSTRAINT;
import static dev.berth.api.refusal.Refusal.Problem.REQUIRED;

import dev.berth.api.NewId;
import dev.berth.api.container.NewContainer;
import dev.berth.api.dialect.Fields;
import dev.berth.api.dialect.scaleway.containers.ContainerFields;
import dev.berth.api.dialect.scaleway.containers.ContainerPatch;
import dev.berth.api.dialect.scaleway.containers.ContainerSpecs;
import dev.berth.api.dialect.scaleway.containers.ProbePatch;
import dev.berth.api.dialect.scaleway.containers.Variables;
import dev.berth.api.refusal.Refused;
import dev.berth.events.ContainerId;
import dev.berth.events.NamespaceId;
import java.util.Optional;

/** Reads what a client sends of a container. */
final class ContainerBody {

    /** A new container as a request asks for it. Throws {@link Refused} with all that is wrong. */
    static NewContainer create(Fields fields) {
        String name = ContainerFields.name(fields);
        Optional<NamespaceId> namespace = ContainerFields.namespace(fields);
        if (!fields.has("image")) {
            fields.refuse("image", REQUIRED, "is required");
        }
        ContainerPatch patch = patch(fields);
        return new NewContainer(
                new ContainerId(NewId.next()),
                namespace.orElseThrow(),
                name,
                ContainerSpecs.created(patch, patch.image().orElseThrow()),
                patch.secrets().toSeal());
    }

    /** A change as a request asks for it. Throws {@link Refused} with all that is wrong. */
    static ContainerPatch patch(Fields fields) {
        ContainerPatch patch = ContainerFields.read(
                fields,
                new ContainerFields.Particular(
                        ContainerFields.image(fields, "image"),
                        Variables.secretObject(fields),
                        Optional.empty(),
                        bytes(fields, "memory_limit_bytes", ContainerFields.LEAST_MEMORY, ContainerFields.MOST_MEMORY),
                        fields.count("mvcpu_limit", ContainerFields.LEAST_CPU, ContainerFields.MOST_CPU),
                        bytes(
                                fields,
                                "local_storage_limit_bytes",
                                ContainerFields.LEAST_STORAGE,
                                ContainerFields.MOST_STORAGE),
                        httpsOnly(fields),
                        publicly(fields),
                        fields.object("liveness_probe")
                                .map(probe -> ProbePatch.read(probe).whole().withTimeout()),
                        fields.object("startup_probe").map(ProbePatch::read)));
        fields.check();
        return patch;
    }

    private static Optional<Long> bytes(Fields fields, String name, int leastMegabytes, int mostMegabytes) {
        return fields.number(name, leastMegabytes * ContainerFields.MEGABYTE, mostMegabytes * ContainerFields.MEGABYTE);
    }

    /** Whether there is a public endpoint. A private one cannot be had, and who asks for it must not believe otherwise. */
    private static Optional<Boolean> publicly(Fields fields) {
        if (fields.bool("enable_private_endpoint").orElse(false)) {
            fields.refuse("enable_private_endpoint", CONSTRAINT, "cannot be true: there are no private endpoints here");
        }
        return fields.bool("enable_default_public_endpoint");
    }

    /** The name differs between creating and updating; each client only knows its own. */
    private static Optional<Boolean> httpsOnly(Fields fields) {
        Optional<Boolean> plural = fields.bool("https_connections_only");
        Optional<Boolean> singular = fields.bool("https_connection_only");
        return plural.or(() -> singular);
    }

    private ContainerBody() {}
}
