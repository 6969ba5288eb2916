package dev.berth.reconciler.cluster;

import static dev.berth.reconciler.cluster.Rig.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.berth.reconciler.engine.EngineUnreachable;
import dev.berth.reconciler.engine.Instance;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** An API server that goes away takes nothing with it, whatever deployments are made of. */
@Tag(Rig.CLUSTER)
@Isolated("nothing else can be tried on a cluster whose parts are stopped")
@ParameterizedClass(name = "Knative Services: {0}")
@EnumSource(names = {"NEVER", "ALWAYS"})
class ApiServerOutageIT extends ClusterFaults {

    private static Optional<Rig> connected = Optional.empty();
    private static Optional<KnativeConfig> config = Optional.empty();

    ApiServerOutageIT(ClusterSettings.Knative knative) {}

    @BeforeParameterizedClassInvocation
    static void connect(ClusterSettings.Knative knative) throws IOException {
        Rig rig = Rig.connect(knative);
        connected = Optional.of(rig);
        config = Optional.of(KnativeConfig.runImagesOfNodes(rig.client()));
    }

    @AfterParameterizedClassInvocation
    static void disconnect() throws IOException {
        config.ifPresent(KnativeConfig::close);
        if (connected.isPresent()) {
            connected.get().close();
        }
    }

    @Override
    Rig rig() {
        return connected.orElseThrow();
    }

    @Test
    void an_api_server_that_was_away_and_has_forgotten_much_is_caught_up_with() throws IOException {
        Parts.assumeKnown();
        List<Instance> before = rig().engine().observe(container);

        Parts.stop("apiserver");
        try {
            assertThatThrownBy(() -> rig().engine().run(workload(2), 1)).isInstanceOf(EngineUnreachable.class);
            Parts.compact();
            pass(OUTAGE);
            assertThat(rig().engine().observe(container)).isEqualTo(before);
            assertThat(Rig.ask(before.getFirst(), "/")).isEqualToIgnoringNewLines("number 1");
        } finally {
            Parts.start("apiserver");
        }
        await().atMost(SOON)
                .ignoreExceptions()
                .until(() -> !rig().client()
                        .policy()
                        .v1()
                        .podDisruptionBudget()
                        .inNamespace(Names.namespace(workload(1)))
                        .withName(Names.container(workload(1)))
                        .delete()
                        .isEmpty());

        Rig.seen(() -> rig().engine().run(workload(2), 1));

        await().atMost(SOON).untilAsserted(() -> assertStanding(2));
    }
}
