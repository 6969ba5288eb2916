package dev.berth.gateway.access;

import dev.berth.events.ApiKeyEvent.ApiKeyCreated;
import dev.berth.gateway.access.Token.KeySecret;
import dev.berth.gateway.route.Route;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Decides who may call a private container. Asks nobody: all it needs was told before. */
public final class Doorman {

    /** Where a caller shows a token. */
    public static final String HEADER = "X-Auth-Token";

    private final ApiKeys keys;
    private final InstantSource clock;

    public Doorman(ApiKeys keys, InstantSource clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /** Whether a caller who shows this token, or none, may call the container. */
    public boolean admits(Route route, @Nullable String token) {
        if (!route.restricted()) {
            return true;
        }
        if (token == null) {
            return false;
        }
        return switch (Token.of(token)) {
            case KeySecret secret ->
                keys.withSecret(secret.sha256())
                        .filter(key -> opens(key, route, clock.instant()))
                        .isPresent();
        };
    }

    private static boolean opens(ApiKeyCreated key, Route route, Instant now) {
        return key.organization().equals(route.organization())
                && key.project().map(route.project()::equals).orElse(true)
                && key.expiresAt().map(now::isBefore).orElse(true);
    }
}
