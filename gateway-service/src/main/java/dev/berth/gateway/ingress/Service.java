package dev.berth.gateway.ingress;

import java.util.List;
import java.util.Optional;

/**
 * A service of a cluster, as far as requests need it.
 *
 * @param alias the DNS name that it stands for; empty when it stands for pods
 */
public record Service(ServiceName name, Optional<String> alias, List<Port> ports) {

    /**
     * One of its ports.
     *
     * @param name empty where it has none
     * @param http2 whether HTTP/2 is spoken there, without TLS
     */
    public record Port(String name, int number, boolean http2) {}

    public Service {
        ports = List.copyOf(ports);
    }

    Optional<Port> port(String numberOrName) {
        return ports.stream()
                .filter(port ->
                        numberOrName.equals(Integer.toString(port.number())) || numberOrName.equals(port.name()))
                .findFirst();
    }
}
