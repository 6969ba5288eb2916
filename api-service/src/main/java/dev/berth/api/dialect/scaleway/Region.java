package dev.berth.api.dialect.scaleway;

import java.util.Set;

/** A region in a request's path. One Berth serves one; of the other regions that clients know it says that they are empty. */
public sealed interface Region {

    String name();

    /** The region where everything is. */
    record Served(String name) implements Region {}

    /** A region where there is nothing, and can be nothing. */
    record Empty(String name) implements Region {}

    /** No region at all. */
    record Unknown(String name) implements Region {}

    /** What Scaleway's clients may ask for; {@code scw ... list region=all} asks for each of the first three. */
    Set<String> KNOWN = Set.of("fr-par", "nl-ams", "pl-waw", "it-mil");

    static Region of(String name, String served) {
        if (name.equals(served)) {
            return new Served(name);
        }
        return KNOWN.contains(name) ? new Empty(name) : new Unknown(name);
    }
}
