package dev.berth.api.dialect;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Where the gateway serves containers, as seen by those who call them. */
@ApplicationScoped
public class PublicAddress {

    private final String scheme;
    private final String baseDomain;
    private final int port;
    private final Optional<Integer> httpsPort;

    public PublicAddress(
            @ConfigProperty(name = "berth.gateway.public-url-scheme") String scheme,
            @ConfigProperty(name = "berth.gateway.base-domain") String baseDomain,
            @ConfigProperty(name = "berth.gateway.public-url-port") int port,
            @ConfigProperty(name = "berth.gateway.public-url-https-port") Optional<Integer> httpsPort) {
        this.scheme = scheme;
        this.baseDomain = baseDomain;
        this.port = port;
        this.httpsPort = httpsPort;
    }

    /** The address of the container with that DNS label. */
    public String of(String label) {
        return ofHostname(name(label));
    }

    /** The same for a container that answers by HTTPS alone: where that is served, if it is. */
    public String secure(String label) {
        return httpsPort
                .filter(_ -> !scheme.equals("https"))
                .map(secure -> "https://" + withPort(name(label), "https", secure))
                .orElseGet(() -> of(label));
    }

    /** The same without the scheme, for those who take it for granted that it is HTTPS: where that is served, if it is. */
    public String host(String label) {
        return httpsPort
                .filter(_ -> !scheme.equals("https"))
                .map(secure -> withPort(name(label), "https", secure))
                .orElseGet(() -> withPort(name(label), scheme, port));
    }

    /** The address of the container with that hostname. */
    public String ofHostname(String hostname) {
        return scheme + "://" + withPort(hostname, scheme, port);
    }

    /** Where containers have the names that Berth gives them. */
    public String baseDomain() {
        return baseDomain;
    }

    private String name(String label) {
        return label + "." + baseDomain;
    }

    private static String withPort(String hostname, String scheme, int port) {
        boolean usual = port == (scheme.equals("https") ? 443 : 80);
        return hostname + (usual ? "" : ":" + port);
    }
}
