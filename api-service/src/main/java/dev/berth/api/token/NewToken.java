package dev.berth.api.token;

import dev.berth.events.TokenId;
import java.time.Instant;
import java.util.Optional;

/**
 * A token that somebody wants.
 *
 * @param sha256 SHA-256 of the token as hex
 */
public record NewToken(TokenId id, String description, String sha256, Optional<Instant> expiresAt) {}
