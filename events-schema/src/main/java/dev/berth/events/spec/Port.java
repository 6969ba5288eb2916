package dev.berth.events.spec;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A port on which a container listens.
 *
 * @param number 1 to 65535
 * @param name unique in the container
 * @param isPublic whether the gateway routes to it
 * @param path the path prefix that leads to it
 */
public record Port(
        int number,
        String name,
        Protocol protocol,
        @JsonProperty("public") boolean isPublic,
        String path) {

    public Port {
        if (number < 1 || number > 65535) {
            throw new IllegalArgumentException("a port is 1 to 65535, not " + number);
        }
    }

    /** The protocol that the container speaks on a port. */
    public enum Protocol {
        HTTP1,
        H2C,
        GRPC,
        TCP,
        UDP
    }
}
