package dev.berth.api.trace;

import dev.berth.api.ApiServiceProfile;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** With traces, kept in memory. */
public final class TracedProfile implements QuarkusTestProfile {

    private final ApiServiceProfile usual = new ApiServiceProfile();

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> all = new HashMap<>(usual.getConfigOverrides());
        all.put("berth.traces", "on");
        all.put("quarkus.otel.traces.exporter", "none");
        return all;
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return usual.testResources();
    }
}
