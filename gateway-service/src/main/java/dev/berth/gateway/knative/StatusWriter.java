package dev.berth.gateway.knative;

import dev.berth.gateway.knative.ClusterView.Seen;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.InstantSource;
import java.util.Map;
import org.jboss.logging.Logger;

/** Writes what there is to say of an Ingress on it, where that is not there already. */
final class StatusWriter {

    private static final Logger LOG = Logger.getLogger(StatusWriter.class);
    private static final PatchContext AS_BERTH = new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager("berth")
            .withForce(true)
            .build();
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    private final KubernetesClient client;
    private final IngressStatus.Addresses addresses;
    private final InstantSource clock;

    StatusWriter(KubernetesClient client, IngressStatus.Addresses addresses, InstantSource clock) {
        this.client = client;
        this.addresses = addresses;
        this.clock = clock;
    }

    /** Whether the Ingress, as it was seen, says that it is served. */
    boolean isReady(Seen seen) {
        return IngressStatus.isReady(status(seen.object()), seen.ingress().generation());
    }

    /** Says it, of the Ingress as it was seen and of no later one: that is looked at by itself. */
    void tell(Seen seen, Judgement judgement) {
        Map<?, ?> before = status(seen.object());
        Map<String, Object> status =
                IngressStatus.telling(judgement, seen.ingress().generation(), addresses, before, clock.instant());
        if (IngressStatus.isSame(status, before)) {
            return;
        }
        try {
            client.genericKubernetesResources(Readings.INGRESSES)
                    .resource(told(seen, status))
                    .subresource("status")
                    .patch(AS_BERTH, told(seen, status));
            LOG.debugf("Ingress %s: %s", seen.ingress().name(), judgement);
        } catch (KubernetesClientException e) {
            if (e.getCode() != CONFLICT && e.getCode() != NOT_FOUND) {
                throw e;
            }
            LOG.debugf("Ingress %s has changed meanwhile", seen.ingress().name());
        }
    }

    private static GenericKubernetesResource told(Seen seen, Map<String, Object> status) {
        GenericKubernetesResource told = new GenericKubernetesResource();
        told.setApiVersion(seen.object().getApiVersion());
        told.setKind(seen.object().getKind());
        told.setMetadata(new ObjectMetaBuilder()
                .withNamespace(seen.object().getMetadata().getNamespace())
                .withName(seen.object().getMetadata().getName())
                .withResourceVersion(seen.object().getMetadata().getResourceVersion())
                .build());
        told.setAdditionalProperty("status", status);
        return told;
    }

    private static Map<?, ?> status(GenericKubernetesResource object) {
        return object.getAdditionalProperties().get("status") instanceof Map<?, ?> status ? status : Map.of();
    }
}
