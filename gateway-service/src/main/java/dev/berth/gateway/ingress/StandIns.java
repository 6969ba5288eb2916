package dev.berth.gateway.ingress;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What services of type ExternalName may stand for. Whoever may make one says by it where the gateway connects to, which reaches
 * more than they do: so it is a service that the cluster knows, of the same namespace or shared with all, and no name that an
 * object has is ever looked up.
 */
final class StandIns {

    private static final String SERVICES = "svc";

    private final String here;
    private final String domain;
    private final Set<ServiceName> shared;

    /**
     * The rules of one cluster.
     *
     * @param here the DNS name of the gateway's own service
     * @param shared what services of all namespaces may stand for
     */
    StandIns(String here, Set<ServiceName> shared) {
        this.here = absolute(here);
        this.domain = domain(this.here);
        this.shared = Set.copyOf(shared);
    }

    /** Whether a name is the gateway's own. */
    boolean isHere(String name) {
        return absolute(name).equals(here);
    }

    /** Which service is meant by the name that another stands for; empty when it may not stand for that. */
    Optional<ServiceName> meant(ServiceName standing, String name) {
        return service(absolute(name))
                .filter(meant -> meant.namespace().equals(standing.namespace()) || shared.contains(meant));
    }

    private Optional<ServiceName> service(String name) {
        String[] parts = parts(name);
        return parts.length >= 3 && parts[2].equals(SERVICES) && (parts.length == 3 || parts[3].equals(domain))
                ? Optional.of(new ServiceName(parts[1], parts[0]))
                : Optional.empty();
    }

    /** What names of the cluster's services end in, as the gateway's own does. */
    private static String domain(String here) {
        String[] parts = parts(here);
        return parts.length == 4 && parts[2].equals(SERVICES) ? parts[3] : "";
    }

    /** Service, namespace, what tells that it is these, and the cluster's domain. */
    private static String[] parts(String name) {
        return name.split("\\.", 4);
    }

    private static String absolute(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }
}
