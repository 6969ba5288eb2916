package dev.berth.gateway.access;

import dev.berth.events.TokenEvent;
import dev.berth.events.TokenEvent.TokenIssued;
import dev.berth.events.TokenEvent.TokenRevoked;
import dev.berth.events.TokenId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The tokens that are valid, by their hash. One thread folds events into it, requests read it. */
public final class Tokens {

    private final Map<TokenId, TokenIssued> known = new HashMap<>();
    private final Map<String, TokenIssued> byHash = new ConcurrentHashMap<>();
    private final Set<TokenId> doubtful = ConcurrentHashMap.newKeySet();

    /** Takes the next event of a token. Only ever called by one thread at a time. */
    public void take(TokenEvent event) {
        switch (event) {
            case TokenIssued issued -> {
                known.put(issued.id(), issued);
                byHash.put(issued.sha256(), issued);
            }
            case TokenRevoked revoked -> {
                TokenIssued issued = known.remove(revoked.id());
                if (issued != null) {
                    byHash.remove(issued.sha256());
                }
            }
        }
    }

    /** News of the token are missing, and it may be that they revoke it: it opens nothing until they have come. */
    public void doubt(TokenId id) {
        doubtful.add(id);
    }

    /** All news of the token are in. */
    public void trust(TokenId id) {
        doubtful.remove(id);
    }

    /** The token with this hash, unless it was revoked. */
    Optional<TokenIssued> withHash(String sha256) {
        return Optional.ofNullable(byHash.get(sha256)).filter(token -> !doubtful.contains(token.id()));
    }
}
