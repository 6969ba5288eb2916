package dev.berth.api;

import io.quarkus.vertx.VertxOptionsCustomizer;
import io.vertx.core.VertxOptions;
import jakarta.inject.Singleton;

/**
 * As many event loops as the machine has processors. Vert.x begins with twice as many: they get no more done, and wake each
 * other up for it, so that a creation costs a tenth more.
 */
@Singleton
class EventLoops implements VertxOptionsCustomizer {

    @Override
    public void accept(VertxOptions options) {
        options.setEventLoopPoolSize(Runtime.getRuntime().availableProcessors());
    }
}
