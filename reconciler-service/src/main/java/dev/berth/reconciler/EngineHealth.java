package dev.berth.reconciler;

import dev.berth.reconciler.engine.Engine;
import dev.berth.reconciler.log.Feed;
import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Ready is a reconciler that reaches its engine and has caught up with the log. */
@Readiness
@Blocking
@ApplicationScoped
class EngineHealth implements HealthCheck {

    private final Engine engine;
    private final Feed feed;

    EngineHealth(Engine engine, Feed feed) {
        this.engine = engine;
        this.feed = feed;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder health =
                HealthCheckResponse.named("reconciler").withData("caught-up", feed.isCaughtUp());
        try {
            engine.check();
            return health.withData("engine", "reachable")
                    .status(feed.isCaughtUp())
                    .build();
        } catch (RuntimeException e) {
            return health.withData("engine", String.valueOf(e.getMessage()))
                    .down()
                    .build();
        }
    }
}
