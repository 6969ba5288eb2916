package dev.berth.reconciler.cluster;

import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** To the cluster that was offered, for all tests of a class; where none was, the class ends here. */
final class Connection implements BeforeAllCallback, AfterAllCallback {

    private final ClusterSettings.Knative knative;
    private Optional<Rig> rig = Optional.empty();

    /** To one where deployments are plain Deployments. */
    Connection() {
        this(ClusterSettings.Knative.NEVER);
    }

    Connection(ClusterSettings.Knative knative) {
        this.knative = knative;
    }

    Rig rig() {
        return rig.orElseThrow();
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        rig = Optional.of(Rig.connect(knative));
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        if (rig.isPresent()) {
            rig.get().close();
        }
    }
}
