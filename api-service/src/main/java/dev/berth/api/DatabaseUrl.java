package dev.berth.api;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.PropertiesConfigSource;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Derives what both PostgreSQL drivers want to know from {@code BERTH_DATABASE_URL}, of the form
 * {@code postgresql://user:password@host:port/database}. Any {@code quarkus.datasource.*} that is set goes before it.
 */
public final class DatabaseUrl implements ConfigSourceFactory {

    private static final String DEFAULT = "postgresql://berth:berth@localhost:5432/berth";
    /** Below META-INF/microprofile-config.properties, which has 100. */
    private static final int ORDINAL = 90;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        String configured = context.getValue("berth.database.url").getValue();
        URI url = URI.create(configured == null ? DEFAULT : configured);
        return List.of(new PropertiesConfigSource(properties(url), "BERTH_DATABASE_URL", ORDINAL));
    }

    @Override
    public OptionalInt getPriority() {
        return OptionalInt.of(ORDINAL);
    }

    static Map<String, String> properties(URI url) {
        String server = url.getHost() + ":" + (url.getPort() < 0 ? 5432 : url.getPort()) + url.getRawPath();
        Map<String, String> properties = new HashMap<>();
        properties.put("quarkus.datasource.reactive.url", "postgresql://" + server);
        properties.put("quarkus.datasource.jdbc.url", "jdbc:postgresql://" + server);
        String userInfo = url.getRawUserInfo();
        if (userInfo != null) {
            int colon = userInfo.indexOf(':');
            properties.put("quarkus.datasource.username", decode(colon < 0 ? userInfo : userInfo.substring(0, colon)));
            if (colon >= 0) {
                properties.put("quarkus.datasource.password", decode(userInfo.substring(colon + 1)));
            }
        }
        return properties;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
