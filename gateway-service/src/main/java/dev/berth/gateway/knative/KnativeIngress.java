package dev.berth.gateway.knative;

import dev.berth.gateway.ingress.Ingresses;
import dev.berth.gateway.tls.ToldCertificates;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/** The gateway as Knative's ingress: Ingress objects, services and addresses of a cluster come in, statuses go out. */
public final class KnativeIngress implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(KnativeIngress.class);

    private final KubernetesClient client;
    private final Keeper keeper;
    private final ClusterView view;

    /**
     * Where this gateway listens.
     *
     * @param host the address that it is bound to, any for all
     */
    public record Listening(String host, int everybody, OptionalInt https, int cluster) {

        private InetAddress self() {
            try {
                InetAddress bound = InetAddress.getByName(host);
                return bound.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : bound;
            } catch (UnknownHostException e) {
                throw new IllegalStateException("a gateway listens at an address", e);
            }
        }
    }

    private KnativeIngress(
            KnativeConfig config,
            KubernetesClient client,
            Ingresses ingresses,
            ToldCertificates certificates,
            Listening listening,
            Predicate<String> ownHost) {
        this.client = client;
        Secrets secrets = new Secrets(client, certificates, config.renewal());
        Prober prober = new Prober(
                listening.self(),
                new Prober.Ports(listening.everybody(), listening.https(), listening.cluster()),
                config.peers());
        StatusWriter writer = new StatusWriter(
                client,
                new IngressStatus.Addresses(config.publicAddress(), config.internalAddress()),
                InstantSource.system());
        this.keeper = new Keeper(
                name -> view().seen(name),
                new Judge(ingresses, secrets, prober, ownHost),
                writer,
                secrets,
                config.look());
        this.view = new ClusterView(client, config.ingressClass(), ingresses, keeper);
    }

    private ClusterView view() {
        return view;
    }

    /**
     * Begins to follow the cluster; what it says is served as soon as it is known.
     *
     * @param kubeconfig where the cluster is, and who we are there; empty for what is usual where we run
     * @param ownHost whether a host is that of a container of Berth's, which goes first
     * @throws IllegalStateException when the file is no kubeconfig
     */
    public static KnativeIngress open(
            KnativeConfig config,
            Optional<Path> kubeconfig,
            Ingresses ingresses,
            ToldCertificates certificates,
            Listening listening,
            Predicate<String> ownHost) {
        KubernetesClient client = new KubernetesClientBuilder()
                .withConfig(kubeconfig.map(KnativeIngress::read).orElseGet(() -> Config.autoConfigure(null)))
                .build();
        KnativeIngress opened = new KnativeIngress(config, client, ingresses, certificates, listening, ownHost);
        var _ = opened.view.start().whenComplete((_, trouble) -> {
            if (trouble == null) {
                ingresses.becomeKnown();
                LOG.infof(
                        "the gateway is Knative's ingress of class %s, and knows %d hosts",
                        config.ingressClass(), ingresses.size());
                opened.keeper.lookAt(opened.view::names);
            } else {
                LOG.error("cannot follow the cluster", trouble);
            }
        });
        return opened;
    }

    private static Config read(Path kubeconfig) {
        try {
            return Config.fromKubeconfig(kubeconfig.toFile());
        } catch (RuntimeException _) { // which quotes lines of the file, and these may be secret
            throw new IllegalStateException(kubeconfig + " is no kubeconfig");
        }
    }

    @Override
    public void close() {
        view.close();
        keeper.close();
        client.close();
    }
}
