package dev.berth.gateway.ingress;

/** Names a service of a cluster. */
public record ServiceName(String namespace, String name) {

    @Override
    public String toString() {
        return namespace + "/" + name;
    }
}
