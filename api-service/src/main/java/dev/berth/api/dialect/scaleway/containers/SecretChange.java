package dev.berth.api.dialect.scaleway.containers;

import dev.berth.api.secrets.Plaintext;
import dev.berth.events.spec.Secret;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a request wants of secret variables, and what it means where it says nothing of one. */
public sealed interface SecretChange {

    /** The request does not speak of secrets. */
    static SecretChange none() {
        return new Merged(Map.of());
    }

    /** By name, what the request says of each. */
    Map<String, Optional<String>> listed();

    /** These are all: what is not listed goes, and what is listed without a value stays. */
    record Replaced(Map<String, Optional<String>> listed) implements SecretChange {}

    /** These change: what is not listed stays, and what is listed without a value goes. */
    record Merged(Map<String, Optional<String>> listed) implements SecretChange {}

    /** The values that have to be sealed. */
    default Map<String, Plaintext> toSeal() {
        Map<String, Plaintext> values = new TreeMap<>();
        listed().forEach((name, value) -> value.ifPresent(text -> values.put(name, new Plaintext(text))));
        return values;
    }

    /** The secrets after the change; the hash that was answered before stands for the value that it is of. */
    default Map<String, Secret> over(Map<String, Secret> present, Map<String, Secret> sealed) {
        return switch (this) {
            case Replaced(var listed) -> replaced(listed, present, sealed);
            case Merged(var listed) -> merged(listed, present, sealed);
        };
    }

    private static Map<String, Secret> replaced(
            Map<String, Optional<String>> listed, Map<String, Secret> present, Map<String, Secret> sealed) {
        Map<String, Secret> secrets = new TreeMap<>();
        listed.forEach((name, value) -> {
            Secret kept = present.get(name);
            Secret given = sealed.get(name);
            if (kept != null
                    && value.filter(text -> !text.isEmpty() && !text.equals(kept.hash()))
                            .isEmpty()) {
                secrets.put(name, kept);
            } else if (given != null) {
                secrets.put(name, given);
            }
        });
        return secrets;
    }

    private static Map<String, Secret> merged(
            Map<String, Optional<String>> listed, Map<String, Secret> present, Map<String, Secret> sealed) {
        Map<String, Secret> secrets = new TreeMap<>(present);
        listed.forEach((name, value) -> {
            Secret kept = present.get(name);
            Secret given = sealed.get(name);
            if (value.isEmpty()) {
                secrets.remove(name);
            } else if (given != null && (kept == null || !value.get().equals(kept.hash()))) {
                secrets.put(name, given);
            }
        });
        return secrets;
    }
}
