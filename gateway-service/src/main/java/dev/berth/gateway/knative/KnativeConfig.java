package dev.berth.gateway.knative;

import dev.berth.gateway.ingress.ServiceName;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** How the gateway is Knative's ingress. */
public interface KnativeConfig {

    /** Whether it is. */
    @WithDefault("false")
    boolean enabled();

    /** Ingress objects of this class are its own; all others are left alone. */
    @WithDefault("berth.ingress.networking.knative.dev")
    String ingressClass();

    /** Where it listens for what comes from within the cluster; 0 for any free port. */
    @WithDefault("8091")
    int internalPort();

    /** The DNS name of the service by which everybody reaches it. */
    @WithDefault("berth-gateway.berth.svc.cluster.local")
    String publicAddress();

    /** The DNS name of the service by which the cluster reaches its internal port. */
    @WithDefault("berth-gateway-internal.berth.svc.cluster.local")
    String internalAddress();

    /** A DNS name whose addresses are those of all gateways, this one among them; nothing where it is the only one. */
    Optional<String> peers();

    /** Which services those of type ExternalName in other namespaces may stand for, as {@code <namespace>/<name>}. */
    Optional<Set<ServiceName>> sharedServices();

    /** How often Ingress objects are looked at when nothing was heard of them. */
    @WithDefault("30s")
    Duration look();

    /** How often Secrets with certificates are read again, as they may have been renewed. */
    @WithDefault("5m")
    Duration renewal();
}
