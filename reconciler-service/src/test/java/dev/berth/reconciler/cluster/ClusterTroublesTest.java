package dev.berth.reconciler.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.events.spec.Failure;
import dev.berth.reconciler.engine.EngineRefused;
import dev.berth.reconciler.engine.EngineUnreachable;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.junit.jupiter.api.Test;

class ClusterTroublesTest {

    private static final String WEBHOOK =
            "admission webhook \"validation.webhook.serving.knative.dev\" denied the request: "
                    + "validation callback failed: dry run failed with ";

    @Test
    void what_a_webhook_could_not_find_out_itself_is_asked_again() {
        assertThat(of(WEBHOOK + "Post \"https://10.97.0.1:443/api/v1/namespaces/a/pods?dryRun=All\": "
                        + "dial tcp 10.97.0.1:443: connect: connection refused: spec.template"))
                .isInstanceOf(EngineUnreachable.class)
                .hasMessageContaining("connection refused");
    }

    @Test
    void what_a_webhook_denies_is_refused() {
        assertThat(of(WEBHOOK + "pods \"a\" is forbidden: violates PodSecurity \"restricted:latest\": spec.template"))
                .isInstanceOf(EngineRefused.class)
                .hasMessageContaining("violates PodSecurity");
    }

    @Test
    void what_knative_had_no_answer_to_it_asks_again_itself() {
        assertThat(ClusterTroubles.unmade(
                        "RevisionFailed",
                        "Revision creation failed with message: Internal error occurred: failed calling webhook "
                                + "\"validation.webhook.serving.knative.dev\": failed to call webhook: Post "
                                + "\"https://webhook.knative-serving.svc:443/?timeout=10s\": dial tcp 10.97.1.2:443: "
                                + "connect: connection refused."))
                .isEmpty();
    }

    @Test
    void what_knative_was_denied_is_told() {
        assertThat(ClusterTroubles.unmade("RevisionFailed", "pods \"a\" is forbidden: exceeded quota: instances"))
                .get()
                .extracting(Failure::message)
                .asString()
                .contains("exceeded quota");
    }

    private static RuntimeException of(String said) {
        return ClusterTroubles.of(
                "apply Service",
                new KubernetesClientException(
                        new StatusBuilder().withCode(400).withMessage(said).build()));
    }
}
