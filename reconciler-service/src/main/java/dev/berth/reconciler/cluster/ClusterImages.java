package dev.berth.reconciler.cluster;

import dev.berth.events.spec.Failure.Reason;
import dev.berth.reconciler.engine.EngineRefused;
import dev.berth.reconciler.engine.Reference;
import io.fabric8.kubernetes.api.model.ContainerImage;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Finds out what an image reference means, without the cluster: it has no question for it. */
final class ClusterImages {

    private static final Logger LOG = Logger.getLogger(ClusterImages.class);

    private final KubernetesClient client;
    private final Asked asked;
    private final ImageRegistry registry;

    ClusterImages(KubernetesClient client, Asked asked, ImageRegistry registry) {
        this.client = client;
        this.asked = asked;
        this.registry = registry;
    }

    /** A digest where the image comes from a registry; the name itself where it was only loaded into a node. */
    String resolve(String image) {
        Reference reference = Reference.of(image);
        if (reference.isPinned()) {
            return image;
        }
        String silence;
        try {
            Optional<String> digest = registry.digest(reference);
            if (digest.isPresent()) {
                return reference.repository() + "@" + digest.get();
            }
            silence = "";
        } catch (IOException e) {
            silence = Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
        }
        if (isLoaded(reference)) {
            LOG.debugf("image taken as it is on a node, no registry gives it; image=%s", image);
            return image;
        }
        throw new EngineRefused(
                Reason.IMAGE_NOT_FOUND,
                silence.isEmpty()
                        ? "image not found: %s; push it, or check the name".formatted(image)
                        : "image not found: %s is on no node, and %s cannot be asked (%s); push it, or check the name"
                                .formatted(image, reference.registry(), silence));
    }

    /** A node tells of the images that it has, the largest of them at least. */
    private boolean isLoaded(Reference reference) {
        return asked.of("list its nodes", () -> client.nodes().list()).getItems().stream()
                .anyMatch(node -> has(node, reference));
    }

    static boolean has(Node node, Reference reference) {
        return node.getStatus().getImages().stream()
                .flatMap(ClusterImages::names)
                .filter(name -> !name.contains("@"))
                .map(Reference::of)
                .anyMatch(reference::isSameAs);
    }

    /** None where another image took over its last tag: the node then says null. */
    private static Stream<String> names(ContainerImage image) {
        return Stream.ofNullable(image.getNames()).flatMap(List::stream);
    }
}
