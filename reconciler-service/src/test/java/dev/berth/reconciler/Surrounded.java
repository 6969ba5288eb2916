package dev.berth.reconciler;

import dev.berth.testing.TestServers;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import java.util.UUID;

/** A Kafka of its own and a stand-in for the other services around the reconciler. */
public final class Surrounded implements QuarkusTestResourceLifecycleManager {

    static final String PLATFORM = "test-" + UUID.randomUUID().toString().substring(0, 8);

    static final String SECRET = UUID.randomUUID().toString();

    private final TestServers servers = TestServers.own();
    private final FakeLog log = new FakeLog(servers.bootstrapServers());

    @Override
    public Map<String, String> start() {
        return Map.ofEntries(
                Map.entry("kafka.bootstrap.servers", servers.bootstrapServers()),
                Map.entry("berth.api.url", log.url()),
                Map.entry("berth.platform", PLATFORM),
                Map.entry("berth.internal.secret", SECRET),
                Map.entry("berth.reconciler.startup", "8s"),
                Map.entry("berth.reconciler.grace", "2s"),
                Map.entry("berth.reconciler.stop-instances-on-shutdown", "true"),
                Map.entry("berth.autoscaler.idle-window", "3s"),
                Map.entry("berth.autoscaler.window", "3s"),
                Map.entry("quarkus.http.test-port", "0"));
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
