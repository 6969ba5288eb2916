package dev.berth.gateway.ingress;

/**
 * A port of a cluster's service.
 *
 * @param port its number, or its name
 */
record Backend(ServiceName service, String port) {

    @Override
    public String toString() {
        return service + ":" + port;
    }
}
