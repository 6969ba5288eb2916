package dev.berth.api.tenancy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.berth.api.access.Authenticator;
import dev.berth.api.access.Principal;
import dev.berth.api.access.Principal.KeyHolder;
import dev.berth.api.command.Folded;
import dev.berth.api.command.Freshness;
import dev.berth.api.refusal.Refusal.Reason;
import dev.berth.api.refusal.Refusal.Unauthenticated;
import dev.berth.api.refusal.Refused;
import dev.berth.api.store.Names;
import dev.berth.events.ApiKeyEvent.ApiKeyCreated;
import dev.berth.events.ApiKeyId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;

/** Finds API keys by the hash of their secret. */
@ApplicationScoped
class KeyAuthenticator implements Authenticator {

    private static final int REMEMBERED = 10_000;

    private final Names names;
    private final ApiKeys apiKeys;
    private final InstantSource clock;
    private final Cache<String, ApiKeyId> bySecret =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    KeyAuthenticator(Names names, ApiKeys apiKeys, InstantSource clock) {
        this.names = names;
        this.apiKeys = apiKeys;
        this.clock = clock;
    }

    /** Only a valid key holds its secret's hash as a name, so finding the name is all the proof needed. */
    @Override
    public Uni<Principal> authenticate(String secret) {
        String hash = Credentials.sha256(secret);
        return names.holder(ApiKeyAggregate.secret(hash))
                .map(holder -> holder.orElseThrow(() -> refused(Reason.NOT_FOUND)))
                .map(stream -> new ApiKeyId(stream.value()))
                .invoke(id -> bySecret.put(hash, id))
                .flatMap(id -> holder(id, hash));
    }

    @Override
    public Uni<Principal> authenticateForWrite(String secret) {
        String hash = Credentials.sha256(secret);
        ApiKeyId known = bySecret.getIfPresent(hash);
        return known == null ? authenticate(secret) : holder(known, hash);
    }

    /** What is remembered may have another secret, as the key's was changed on another instance: then the log decides. */
    private Uni<Principal> holder(ApiKeyId id, String hash) {
        return apiKeys.load(id, Freshness.REMEMBERED)
                .flatMap(key -> opens(key, hash) ? Uni.createFrom().item(key) : apiKeys.load(id, Freshness.CURRENT))
                .map(key -> principal(key, hash));
    }

    private static boolean opens(Folded<ApiKey.State> key, String hash) {
        return key.state() instanceof ApiKey.Valid valid && valid.secretSha256().equals(hash);
    }

    private Principal principal(Folded<ApiKey.State> key, String hash) {
        return switch (key.state()) {
            case ApiKey.Valid(ApiKeyCreated issued, String secret)
            when secret.equals(hash) -> principal(issued, key.version());
            case ApiKey.Valid _, ApiKey.Absent _, ApiKey.Revoked _ -> throw refused(Reason.NOT_FOUND);
        };
    }

    private Principal principal(ApiKeyCreated issued, long version) {
        if (issued.expiresAt().filter(end -> !clock.instant().isBefore(end)).isPresent()) {
            throw refused(Reason.EXPIRED);
        }
        return new KeyHolder(
                issued.id(), issued.organization(), issued.project(), issued.defaultProject(), issued.right(), version);
    }

    private static Refused refused(Reason reason) {
        return new Refused(new Unauthenticated(reason));
    }
}
