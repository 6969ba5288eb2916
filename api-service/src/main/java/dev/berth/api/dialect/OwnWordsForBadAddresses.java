package dev.berth.api.dialect;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.SmallRyeConfigBuilderCustomizer;

/**
 * Lets addresses that are no URI through to {@link Front}, which answers them in the dialect's words. Quarkus would
 * answer them itself, with an empty 400, unless this is set before its HTTP layer is loaded; configuration is read
 * before that.
 */
public final class OwnWordsForBadAddresses implements SmallRyeConfigBuilderCustomizer {

    @Override
    public void configBuilder(SmallRyeConfigBuilder builder) {
        System.setProperty("vertx.disableURIValidation", "true");
    }
}
