package dev.berth.gateway.ingress;

/** Names a service of a cluster. */
public record ServiceName(String namespace, String name) {

    /**
     * Reads what {@link #toString} writes.
     *
     * @throws IllegalArgumentException when it is no such thing
     */
    public static ServiceName of(String text) {
        String[] parts = text.split("/", -1);
        if (parts.length != 2 || parts[0].isBlank() || parts[1].isBlank()) {
            throw new IllegalArgumentException("\"%s\" is no service: <namespace>/<name>".formatted(text));
        }
        return new ServiceName(parts[0], parts[1]);
    }

    @Override
    public String toString() {
        return namespace + "/" + name;
    }
}
