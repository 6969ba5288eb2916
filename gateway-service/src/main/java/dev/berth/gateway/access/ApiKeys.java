package dev.berth.gateway.access;

import dev.berth.events.ApiKeyEvent;
import dev.berth.events.ApiKeyEvent.ApiKeyCreated;
import dev.berth.events.ApiKeyEvent.ApiKeyRevoked;
import dev.berth.events.ApiKeyEvent.ApiKeyRotated;
import dev.berth.events.ApiKeyId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The API keys that are valid, by the hash of their secret. One thread folds events into it, requests read it. */
public final class ApiKeys {

    private final Map<ApiKeyId, String> secrets = new HashMap<>();
    private final Map<String, ApiKeyCreated> bySecret = new ConcurrentHashMap<>();
    private final Set<ApiKeyId> doubtful = ConcurrentHashMap.newKeySet();

    /** Takes the next event of a key. Only ever called by one thread at a time. */
    public void take(ApiKeyEvent event) {
        switch (event) {
            case ApiKeyCreated created -> open(created, created.secretSha256());
            case ApiKeyRotated rotated -> {
                ApiKeyCreated created = close(rotated.id());
                if (created != null) {
                    open(created, rotated.secretSha256());
                }
            }
            case ApiKeyRevoked revoked -> close(revoked.id());
        }
    }

    private void open(ApiKeyCreated key, String secretSha256) {
        secrets.put(key.id(), secretSha256);
        bySecret.put(secretSha256, key);
    }

    private @Nullable ApiKeyCreated close(ApiKeyId id) {
        String secret = secrets.remove(id);
        return secret == null ? null : bySecret.remove(secret);
    }

    /** News of the key are missing, and it may be that they revoke it: it opens nothing until they have come. */
    public void doubt(ApiKeyId id) {
        doubtful.add(id);
    }

    /** All news of the key are in. */
    public void trust(ApiKeyId id) {
        doubtful.remove(id);
    }

    /** The key whose secret this is now, unless it was revoked. */
    Optional<ApiKeyCreated> withSecret(String sha256) {
        return Optional.ofNullable(bySecret.get(sha256)).filter(key -> !doubtful.contains(key.id()));
    }
}
