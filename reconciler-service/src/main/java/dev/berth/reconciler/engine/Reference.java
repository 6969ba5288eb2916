package dev.berth.reconciler.engine;

import java.util.Set;

/**
 * An image reference, taken apart.
 *
 * @param repository with its registry, as it was written
 * @param tag empty when there is a digest
 * @param digest empty when there is a tag
 */
public record Reference(String repository, String tag, String digest) {

    private static final String DEFAULT_REGISTRY = "docker.io";
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1");
    private static final String ID = "sha256:";

    /** Takes a reference apart; without tag and digest it means the newest. */
    public static Reference of(String text) {
        int at = text.indexOf('@');
        if (at >= 0) {
            String name = text.substring(0, at);
            return new Reference(untagged(name), "", text.substring(at + 1));
        }
        String repository = untagged(text);
        String tag = repository.length() == text.length() ? "latest" : text.substring(repository.length() + 1);
        return new Reference(repository, tag, "");
    }

    /** Whether the text is an image's own id on the engine rather than a name. */
    public static boolean isId(String text) {
        return text.startsWith(ID);
    }

    /** Whether it means the same image for ever. */
    public boolean isPinned() {
        return !digest.isEmpty();
    }

    /** The registry's host, for words. */
    public String registry() {
        int slash = repository.indexOf('/');
        String first = slash < 0 ? "" : repository.substring(0, slash);
        return first.contains(".") || first.contains(":") || first.equals("localhost") ? first : DEFAULT_REGISTRY;
    }

    /** Whether a digest of the engine's, {@code <repository>@sha256:...}, is one of this repository. */
    public boolean covers(String repositoryDigest) {
        return canonical(Reference.of(repositoryDigest).repository()).equals(canonical(repository));
    }

    /** Whether the other is but another way to write it. */
    public boolean isSameAs(Reference other) {
        return canonical(repository).equals(canonical(other.repository))
                && tag.equals(other.tag)
                && digest.equals(other.digest);
    }

    /** Where the registry is asked. */
    public String endpoint() {
        return registry().equals(DEFAULT_REGISTRY) ? "registry-1." + DEFAULT_REGISTRY : registry();
    }

    /** The repository as its registry calls it. */
    public String path() {
        String name = canonical(repository);
        if (name.startsWith(registry() + "/")) {
            return name.substring(registry().length() + 1);
        }
        return name.contains("/") ? name : "library/" + name;
    }

    /** Whether the registry is on this very machine, where none has a certificate. */
    public boolean isLoopback() {
        return LOOPBACK.contains(registry().replaceAll(":\\d+$", ""));
    }

    private static String canonical(String repository) {
        String name = repository.startsWith("index.") ? repository.substring("index.".length()) : repository;
        if (name.startsWith(DEFAULT_REGISTRY + "/")) {
            name = name.substring(DEFAULT_REGISTRY.length() + 1);
        }
        return name.startsWith("library/") ? name.substring("library/".length()) : name;
    }

    /** A colon after the last slash starts a tag; one before it is of the registry's port. */
    private static String untagged(String name) {
        int colon = name.lastIndexOf(':');
        return colon > name.lastIndexOf('/') ? name.substring(0, colon) : name;
    }
}
