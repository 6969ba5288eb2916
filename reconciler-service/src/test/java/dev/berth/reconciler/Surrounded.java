package dev.berth.reconciler;

import dev.berth.testing.TestServers;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import java.util.UUID;

/** A Kafka of its own and a stand-in for the other services around the reconciler. */
public final class Surrounded implements QuarkusTestResourceLifecycleManager {

    static final String PLATFORM = "test-" + UUID.randomUUID().toString().substring(0, 8);

    private final TestServers servers = TestServers.own();
    private final FakeLog log = new FakeLog(servers.bootstrapServers());

    @Override
    public Map<String, String> start() {
        return Map.of(
                "kafka.bootstrap.servers", servers.bootstrapServers(),
                "berth.api.url", log.url(),
                "berth.platform", PLATFORM,
                "berth.reconciler.startup", "8s",
                "berth.reconciler.grace", "2s",
                "berth.reconciler.stop-instances-on-shutdown", "true",
                "berth.autoscaler.idle-window", "3s",
                "berth.autoscaler.window", "3s",
                "quarkus.http.test-port", "0");
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(log, new TestInjector.MatchesType(FakeLog.class));
    }

    @Override
    public void stop() {
        log.close();
        servers.close();
    }
}
