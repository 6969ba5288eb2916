package dev.berth.api.token;

import dev.berth.events.TokenEvent.TokenIssued;
import dev.berth.events.TokenId;

/** What may be asked of a token. */
public sealed interface TokenCommand {

    TokenId id();

    /** Lets whoever shows the token in. */
    record IssueToken(TokenIssued wanted) implements TokenCommand {
        @Override
        public TokenId id() {
            return wanted.id();
        }
    }

    record RevokeToken(TokenId id) implements TokenCommand {}
}
