package dev.berth.api.dialect.scaleway.v1beta1;

import dev.berth.api.NewId;
import dev.berth.events.NamespaceId;
import dev.berth.events.spec.NamespaceSpec;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The namespace of the image registry that each namespace made through this version of the API brings along. */
@ApplicationScoped
class RegistryNamespace {

    private static final String ID = "scaleway.registry_namespace_id";
    private static final String NAME = "scaleway.registry_namespace";

    private static final String PREFIX = "funcscw";
    private static final int LONGEST_STEM = 20;
    private static final int ID_DIGITS = 8;

    private final String registry;

    RegistryNamespace(@ConfigProperty(name = "berth.registry.endpoint") String registry) {
        this.registry = registry;
    }

    /** What a new namespace keeps of it. */
    static Map<String, String> attributes(NamespaceId id, String name) {
        String plain = name.replace("-", "").toLowerCase(Locale.ROOT);
        String stem = plain.substring(0, Math.min(plain.length(), LONGEST_STEM));
        return Map.of(ID, NewId.next().toString(), NAME, PREFIX + stem + NewId.tail(id.value(), ID_DIGITS));
    }

    /** Its id; empty when the namespace has none. */
    Optional<String> id(NamespaceSpec namespace) {
        return Optional.ofNullable(namespace.attributes().get(ID));
    }

    /** What references of images in it begin with; empty when the namespace has none. */
    Optional<String> endpoint(NamespaceSpec namespace) {
        return Optional.ofNullable(namespace.attributes().get(NAME)).map(name -> registry + "/" + name);
    }
}
