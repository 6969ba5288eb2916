package dev.berth.api.dialect;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Where the gateway serves containers, as seen by those who call them. */
@ApplicationScoped
public class PublicAddress {

    private final String scheme;
    private final String baseDomain;
    private final int port;

    public PublicAddress(
            @ConfigProperty(name = "berth.gateway.public-url-scheme") String scheme,
            @ConfigProperty(name = "berth.gateway.base-domain") String baseDomain,
            @ConfigProperty(name = "berth.gateway.public-url-port") int port) {
        this.scheme = scheme;
        this.baseDomain = baseDomain;
        this.port = port;
    }

    /** The address of the container with that DNS label. */
    public String of(String label) {
        return scheme + "://" + host(label);
    }

    /** The same without the scheme. */
    public String host(String label) {
        return withPort(label + "." + baseDomain);
    }

    /** The address of the container with that hostname. */
    public String ofHostname(String hostname) {
        return scheme + "://" + withPort(hostname);
    }

    /** Where containers have the names that Berth gives them. */
    public String baseDomain() {
        return baseDomain;
    }

    private String withPort(String hostname) {
        boolean usual = port == (scheme.equals("https") ? 443 : 80);
        return hostname + (usual ? "" : ":" + port);
    }
}
