package dev.berth.api.dialect.scaleway.v1beta1;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.api.NewId;
import dev.berth.api.command.Outcome;
import dev.berth.api.command.Request;
import dev.berth.api.dialect.scaleway.v1beta1.TokenOwner.OfContainer;
import dev.berth.api.dialect.scaleway.v1beta1.TokenOwner.OfNamespace;
import dev.berth.api.secrets.SigningKeys;
import dev.berth.api.token.Token;
import dev.berth.api.token.Tokens;
import dev.berth.events.TokenId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** Signs tokens and keeps what is needed to recognize them; what opens anything is only ever in its answer. */
@ApplicationScoped
class TokenIssuer {

    private final SigningKeys signing;
    private final Tokens tokens;

    TokenIssuer(SigningKeys signing, Tokens tokens) {
        this.signing = signing;
        this.tokens = tokens;
    }

    Uni<JsonNode> issue(Request request, TokenBody wanted, Instant now) {
        TokenId id = new TokenId(NewId.next());
        return signing.using(key -> SignedToken.sign(key, id, wanted, now))
                .chain(signed -> issue(request, signed)
                        .replaceWith(() -> TokenAnswer.created(signed).json()));
    }

    private Uni<Outcome<Token.Existing>> issue(Request request, SignedToken signed) {
        return switch (signed.wanted().owner()) {
            case OfContainer(var container) -> tokens.issue(request, container, signed.kept());
            case OfNamespace(var namespace) -> tokens.issue(request, namespace, signed.kept());
        };
    }
}
