package dev.berth.reconciler.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.reconciler.engine.Reference;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import org.junit.jupiter.api.Test;

class ClusterImagesTest {

    @Test
    void an_image_is_known_by_any_of_its_names() {
        assertThat(has("""
                {"names": ["registry.example/web@sha256:0123", "registry.example/web:1"]}
                """)).isTrue();
    }

    @Test
    void an_image_that_lost_its_tag_to_a_newer_one_has_no_names() {
        assertThat(has("""
                {"names": null, "sizeBytes": 7},
                {"names": ["registry.example/web:1"]}
                """)).isTrue();
    }

    @Test
    void an_image_that_the_node_does_not_name_is_not_there() {
        assertThat(has("""
                {"names": ["registry.example/web:2"]},
                {"names": null}
                """)).isFalse();
    }

    /** Whether a node with these images, as the API server words them, has {@code registry.example/web:1}. */
    private static boolean has(String images) {
        Node node = new KubernetesSerialization().unmarshal("""
                {"apiVersion": "v1", "kind": "Node", "status": {"images": [%s]}}
                """.formatted(images), Node.class);
        return ClusterImages.has(node, Reference.of("registry.example/web:1"));
    }
}
