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
                .flatMap(this::holder);
    }

    @Override
    public Uni<Principal> authenticateForWrite(String secret) {
        ApiKeyId known = bySecret.getIfPresent(Credentials.sha256(secret));
        return known == null ? authenticate(secret) : holder(known);
    }

    private Uni<Principal> holder(ApiKeyId id) {
        return apiKeys.load(id, Freshness.REMEMBERED).map(this::principal);
    }

    private Principal principal(Folded<ApiKey.State> key) {
        return switch (key.state()) {
            case ApiKey.Valid(ApiKeyCreated issued) -> principal(issued, key.version());
            case ApiKey.Absent _, ApiKey.Revoked _ -> throw refused(Reason.NOT_FOUND);
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
