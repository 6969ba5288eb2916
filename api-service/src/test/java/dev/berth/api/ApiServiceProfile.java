package dev.berth.api;

import dev.berth.testing.QuarkusTestServers;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The whole of api-service on a real PostgreSQL and a real Kafka, at ports that are free. */
public final class ApiServiceProfile implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "quarkus.http.test-port", "0",
                // on a busy machine views are late
                "berth.views.patience", "60s",
                "berth.kek.create", "true",
                "berth.kek.file", folder().resolve("kek.json").toString());
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(QuarkusTestServers.class));
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory(Path.of("target").toAbsolutePath(), "api-service");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
