package dev.berth.reconciler.cluster;

import static dev.berth.reconciler.cluster.Rig.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.berth.reconciler.engine.EngineUnreachable;
import dev.berth.reconciler.engine.Instance;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfigurationBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** After whatever befalls a cluster, it has again what it shall have, and nothing of anybody else was touched. */
@Tag(Rig.CLUSTER)
@Isolated("nothing else can be tried on a cluster whose parts are stopped")
class ClusterFaultsIT extends ClusterFaults {

    /** How many watches an engine in plain mode has; each comes back after 250 ms, 500 ms, 1 s: so often in two seconds. */
    private static final int WATCHES = 10;

    private static final int OFTEN = 3;

    /** Questions of a run, one a second and a few side by side. */
    private static final int RUNNING = 6;

    @RegisterExtension
    private static final Connection CLUSTER = new Connection();

    @Override
    Rig rig() {
        return CLUSTER.rig();
    }

    @Test
    void what_a_node_is_told_while_nobody_listens_there_is_done_later() throws IOException {
        Parts.assumeKnown();

        Parts.stop("kubelet");
        try {
            rig().engine().run(workload(2), 1);
            pass(OUTAGE);
            assertThat(rig().engine().observe(container))
                    .filteredOn(instance -> instance.deployment() == 2)
                    .allSatisfy(instance -> assertThat(instance.state())
                            .isInstanceOfSatisfying(
                                    Instance.Waiting.class,
                                    waiting -> assertThat(waiting.trouble()).isEmpty()));
        } finally {
            Parts.start("kubelet");
        }

        await().atMost(SOON).untilAsserted(() -> assertStanding(2));
    }

    @Test
    void a_webhook_that_nobody_answers_holds_up_what_it_is_asked_about_and_no_longer() {
        ValidatingWebhookConfiguration webhook =
                rig().client().resource(nobody()).create();
        try {
            // each API server hears of it in its own time
            await().atMost(SOON)
                    .untilAsserted(() -> assertThatThrownBy(() -> rig().engine().run(workload(2), 1))
                            .isInstanceOf(EngineUnreachable.class)
                            .hasMessageContaining("failed calling webhook"));
        } finally {
            rig().client().resource(webhook).delete();
        }

        Rig.seen(() -> rig().engine().run(workload(2), 1));

        await().atMost(SOON).untilAsserted(() -> assertStanding(2));
    }

    @Test
    void what_somebody_deletes_in_the_middle_of_a_rollout_is_made_anew() {
        rig().engine().run(workload(2), 1);

        rig().manifests().of(workload(2), 1).stream()
                .filter(object -> !"Namespace".equals(object.getKind()))
                .forEach(object -> rig().client().resource(object).delete());

        await().atMost(SOON).untilAsserted(() -> assertStanding(2));
    }

    @Test
    void a_cluster_that_has_too_much_to_do_is_given_time(@TempDir Path folder)
            throws IOException, GeneralSecurityException {
        try (BusyApi api = new BusyApi(rig().client().getConfiguration());
                KubernetesEngine engine = rig().engine(api.url(), folder)) {
            Rig.seen(() -> engine.observe(container));
            engine.release(container);

            api.busy(true);
            CompletableFuture<List<Instance>> run = CompletableFuture.supplyAsync(() -> engine.run(workload(2), 1));
            await().atMost(SOON).until(() -> api.refused() > 2);
            int refused = api.refused();
            pass(Duration.ofSeconds(2));
            assertThat(api.refused() - refused).isLessThanOrEqualTo(WATCHES * OFTEN + RUNNING);
            api.busy(false);

            assertThat(run).succeedsWithin(SOON);
            await().atMost(SOON).untilAsserted(() -> assertStanding(2));
            await().atMost(SOON)
                    .until(() -> engine.observe(container).stream()
                                    .filter(Instance::running)
                                    .count()
                            == 2);
            engine.release(container);
        }
    }

    /** Refuses all that is asked about this platform's namespaces, as nobody is there who would answer. */
    private ValidatingWebhookConfiguration nobody() {
        return new ValidatingWebhookConfigurationBuilder()
                .withNewMetadata()
                .withName(rig().platform())
                .endMetadata()
                .addNewWebhook()
                .withName("nobody.berth.dev")
                .withNewClientConfig()
                .withUrl("https://127.0.0.1:1/")
                .endClientConfig()
                .addNewRule()
                .withApiGroups("*")
                .withApiVersions("*")
                .withOperations("*")
                .withResources("*")
                .withScope("*")
                .endRule()
                .withNewNamespaceSelector()
                .withMatchLabels(Names.ours(rig().platform()))
                .endNamespaceSelector()
                .withFailurePolicy("Fail")
                .withSideEffects("None")
                .withAdmissionReviewVersions("v1")
                .withTimeoutSeconds(1)
                .endWebhook()
                .build();
    }
}
