package dev.berth.gateway;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;

/** Settings as the gateway has them by default, on any free port, and with what a test wants otherwise. */
public final class Configs {

    public static GatewayConfig with(String... keysAndValues) {
        Map<String, String> values = new HashMap<>();
        values.put("berth.gateway.port", "0");
        for (int i = 0; i < keysAndValues.length; i += 2) {
            values.put("berth.gateway." + keysAndValues[i], keysAndValues[i + 1]);
        }
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(GatewayConfig.class)
                .withSources(new PropertiesConfigSource(values, "test", 500))
                .build()
                .getConfigMapping(GatewayConfig.class);
    }

    private Configs() {}
}
