package dev.berth.gateway.access;

import dev.berth.events.ApiKeyEvent.ApiKeyCreated;
import dev.berth.events.TokenEvent.TokenIssued;
import dev.berth.gateway.access.Shown.SecretOfKey;
import dev.berth.gateway.access.Shown.SignedToken;
import dev.berth.gateway.route.Route;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Decides who may call a private container. Asks nobody: all it needs was told before. */
public final class Doorman {

    /** Where a caller shows a token or the secret of a key. */
    public static final String HEADER = "X-Auth-Token";

    private final ApiKeys keys;
    private final Tokens tokens;
    private final InstantSource clock;

    public Doorman(ApiKeys keys, Tokens tokens, InstantSource clock) {
        this.keys = keys;
        this.tokens = tokens;
        this.clock = clock;
    }

    /** Whether a caller who shows this, or nothing, may call the container. */
    public boolean admits(Route route, @Nullable String token) {
        if (!route.restricted()) {
            return true;
        }
        if (token == null) {
            return false;
        }
        return switch (Shown.of(token)) {
            case SecretOfKey(String sha256) ->
                keys.withSecret(sha256)
                        .filter(key -> opens(key, route, clock.instant()))
                        .isPresent();
            case SignedToken(String sha256) ->
                tokens.withHash(sha256)
                        .filter(issued -> opens(issued, route, clock.instant()))
                        .isPresent();
        };
    }

    private static boolean opens(TokenIssued token, Route route, Instant now) {
        return token.namespace().equals(route.home().namespace())
                && token.container().map(route.container()::equals).orElse(true)
                && token.expiresAt().map(now::isBefore).orElse(true);
    }

    private static boolean opens(ApiKeyCreated key, Route route, Instant now) {
        return key.organization().equals(route.home().organization())
                && key.project().map(route.home().project()::equals).orElse(true)
                && key.expiresAt().map(now::isBefore).orElse(true);
    }
}
