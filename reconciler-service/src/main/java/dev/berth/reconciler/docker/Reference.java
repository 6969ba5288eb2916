package dev.berth.reconciler.docker;

/**
 * An image reference, taken apart.
 *
 * @param repository with its registry, as it was written
 * @param tag empty when there is a digest
 * @param digest empty when there is a tag
 */
record Reference(String repository, String tag, String digest) {

    private static final String DEFAULT_REGISTRY = "docker.io";
    private static final String ID = "sha256:";

    static Reference of(String text) {
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
    static boolean isId(String text) {
        return text.startsWith(ID);
    }

    boolean isPinned() {
        return !digest.isEmpty();
    }

    /** The registry's host, for words. */
    String registry() {
        int slash = repository.indexOf('/');
        String first = slash < 0 ? "" : repository.substring(0, slash);
        return first.contains(".") || first.contains(":") || first.equals("localhost") ? first : DEFAULT_REGISTRY;
    }

    /** Whether a digest of the engine's, {@code <repository>@sha256:...}, is one of this repository. */
    boolean covers(String repositoryDigest) {
        return canonical(Reference.of(repositoryDigest).repository()).equals(canonical(repository));
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
