package dev.berth.api.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.refusal.Refusal;
import dev.berth.api.refusal.Refused;
import dev.berth.api.token.TokenCommand.IssueToken;
import dev.berth.api.token.TokenCommand.RevokeToken;
import dev.berth.events.NamespaceId;
import dev.berth.events.OrganizationId;
import dev.berth.events.ProjectId;
import dev.berth.events.TokenEvent;
import dev.berth.events.TokenEvent.TokenIssued;
import dev.berth.events.TokenEvent.TokenRevoked;
import dev.berth.events.TokenId;
import dev.berth.testing.DeciderSpec;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TokenTest {

    private static final TokenId ID = new TokenId(new UUID(1, 1));
    private static final TokenIssued ISSUED = issued("00");

    private final DeciderSpec<Token.State, TokenCommand, TokenEvent> token =
            new DeciderSpec<>(Token.INITIAL, Token::decide, Token::evolve);

    private static TokenIssued issued(String sha256) {
        return new TokenIssued(
                ID,
                Optional.empty(),
                new NamespaceId(new UUID(3, 3)),
                new ProjectId(new UUID(4, 4)),
                new OrganizationId(new UUID(5, 5)),
                "for the partner",
                sha256,
                Optional.empty());
    }

    @Test
    void is_issued_once() {
        token.given().when(new IssueToken(ISSUED)).then(ISSUED);
        token.given(ISSUED).when(new IssueToken(ISSUED)).thenNothing();
        token.given(ISSUED).when(new IssueToken(issued("11"))).thenThrows(Refused.class);
    }

    @Test
    void is_gone_once_revoked() {
        token.given(ISSUED).when(new RevokeToken(ID)).then(new TokenRevoked(ID));
        assertThat(token.given(ISSUED, new TokenRevoked(ID))
                        .when(new RevokeToken(ID))
                        .thenThrows(Refused.class)
                        .refusal())
                .isEqualTo(Refusal.notFound(ID));
        token.given(ISSUED, new TokenRevoked(ID)).when(new IssueToken(ISSUED)).thenThrows(Refused.class);
    }
}
