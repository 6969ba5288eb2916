package dev.berth.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import java.util.UUID;

/**
 * Gives a Quarkus test a fresh database and a Kafka with no topic in it, by the settings that our services read:
 * {@code @WithTestResource(QuarkusTestServers.class)}.
 */
public final class QuarkusTestServers implements QuarkusTestResourceLifecycleManager {

    private final TestServers own = TestServers.own();

    @Override
    public Map<String, String> start() {
        TestDatabase database = TestServers.shared().freshDatabase();
        return Map.of(
                "berth.database.url", database.url(),
                "berth.kafka", own.bootstrapServers(),
                "kafka.bootstrap.servers", own.bootstrapServers(),
                "berth.internal.secret", UUID.randomUUID().toString());
    }

    @Override
    public void stop() {
        own.close();
    }
}
