package dev.berth.events;

import java.time.Instant;
import java.util.Optional;

/** The history of a token: what a caller shows to be let in to a private container. */
public sealed interface TokenEvent extends Event {

    @Override
    TokenId id();

    /**
     * A token was issued. The token itself was shown once and is kept nowhere.
     *
     * @param container the only container that the token opens; empty for all of the namespace
     * @param sha256 SHA-256 of the token as hex; enough, as its signature cannot be guessed
     * @param expiresAt when it stops being valid; empty for never
     */
    @EventType("dev.berth.token.issued.v1")
    record TokenIssued(
            TokenId id,
            Optional<ContainerId> container,
            NamespaceId namespace,
            ProjectId project,
            OrganizationId organization,
            String description,
            String sha256,
            Optional<Instant> expiresAt)
            implements TokenEvent {}

    /** The token opens nothing any more. */
    @EventType("dev.berth.token.revoked.v1")
    record TokenRevoked(TokenId id) implements TokenEvent {}
}
