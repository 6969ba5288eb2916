package dev.berth.api.secrets;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.crypto.tink.Aead;
import dev.berth.api.refusal.Refusal;
import dev.berth.api.refusal.Refusal.Busy;
import dev.berth.api.refusal.Refused;
import dev.berth.events.ProjectId;
import dev.berth.events.spec.Secret;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Seals the values of secret variables; nothing here opens them again. */
@ApplicationScoped
public class SecretBox {

    private static final int KEYS_IN_MEMORY = 1_000;
    private static final Duration IN_MEMORY = Duration.ofMinutes(10);

    private final DataKeys dataKeys;
    private final ProjectKeys keys;
    private final HashingThreads hashing;
    private final Cache<ProjectId, Aead> unwrapped = Caffeine.newBuilder()
            .maximumSize(KEYS_IN_MEMORY)
            .expireAfterWrite(IN_MEMORY)
            .build();

    public SecretBox(DataKeys dataKeys, KeyEncryptionKey keyEncryptionKey, HashingThreads hashing) {
        this.dataKeys = dataKeys;
        this.keys = new ProjectKeys(keyEncryptionKey);
        this.hashing = hashing;
    }

    /** Seals these values once, however often the command that brings them is tried. */
    public Sealing sealing(Map<String, Plaintext> values) {
        return new Sealing(this, values);
    }

    /** Seals values by name; one that equals what is present under its name stays the same. */
    Uni<Map<String, Secret>> seal(ProjectId project, Map<String, Plaintext> values, Map<String, Secret> present) {
        return key(project).flatMap(key -> hashing.run(() -> seal(key, project, values, present)));
    }

    private static Map<String, Secret> seal(
            Aead key, ProjectId project, Map<String, Plaintext> values, Map<String, Secret> present) {
        Map<String, Secret> sealed = new TreeMap<>();
        values.forEach((name, value) -> sealed.put(
                name,
                Optional.ofNullable(present.get(name))
                        .filter(secret -> Argon2id.verify(value.value(), secret.hash()))
                        .orElseGet(() -> seal(key, project, name, value))));
        return sealed;
    }

    private static Secret seal(Aead key, ProjectId project, String name, Plaintext value) {
        return new Secret(ProjectKeys.encrypt(key, project, name, value), Argon2id.hash(value.value()));
    }

    private Uni<Aead> key(ProjectId project) {
        Aead known = unwrapped.getIfPresent(project);
        return known != null
                ? Uni.createFrom().item(known)
                : wrapped(project)
                        .map(wrapped -> keys.unwrap(project, wrapped))
                        .invoke(key -> unwrapped.put(project, key));
    }

    /** The key is made when it is first needed; of several that make it at once, all use the first that was kept. */
    private Uni<String> wrapped(ProjectId project) {
        return dataKeys.find(project)
                .flatMap(found ->
                        found.isPresent() ? Uni.createFrom().item(found) : dataKeys.keep(project, keys.make(project)))
                .map(kept -> kept.orElseThrow(() -> new Refused(Refusal.notFound(project))));
    }

    /** The project's data key as it is kept; empty before the first secret and after the project's end. */
    public Uni<Optional<String>> wrappedKey(ProjectId project) {
        return dataKeys.find(project);
    }

    /** Makes all secrets of the project unreadable, for ever. */
    public Uni<Void> destroy(ProjectId project) {
        return dataKeys.destroy(project).invoke(() -> unwrapped.invalidate(project));
    }

    static Refused tooMany() {
        return new Refused(new Busy(Duration.ofSeconds(1)));
    }
}
