package dev.berth.reconciler.cluster;

import dev.berth.events.ContainerId;
import dev.berth.events.spec.Failure;
import dev.berth.reconciler.engine.EngineRefused;
import dev.berth.reconciler.engine.EngineUnreachable;
import dev.berth.reconciler.engine.Workload;
import io.fabric8.knative.serving.v1.Service;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Keeps deployments as Revisions of Knative Services. A Service names its newest Revision, and makes it again whenever it
 * goes; so that one is never deleted, but has no pods when it shall not run.
 */
final class Serving {

    private final ClusterSettings settings;
    private final View view;
    private final Manifests manifests;
    private final Writer writer;
    private final Numbers numbers;
    private final Revisions revisions;

    Serving(
            KubernetesClient client,
            Asked asked,
            ClusterSettings settings,
            View view,
            Manifests manifests,
            Writer writer) {
        this.settings = settings;
        this.view = view;
        this.manifests = manifests;
        this.writer = writer;
        this.numbers = new Numbers(client, asked);
        this.revisions = new Revisions(client, asked);
    }

    /**
     * Whether a deployment is, or becomes, a Revision. What stands already stays what it is.
     *
     * @throws EngineRefused when it would have to be one, and the cluster has no Knative Serving
     */
    boolean serves(Workload workload, Optional<Deployment> known) {
        if (known.isPresent()) {
            return Knative.made(known.get());
        }
        boolean used = view.knative().used();
        if (!used && settings.knative() == ClusterSettings.Knative.ALWAYS) {
            throw new EngineRefused(
                    Failure.Reason.ENGINE_REFUSED,
                    "the cluster does not serve Knative Services (%s/v1): install Knative Serving, or set BERTH_KUBERNETES_MODE to auto or plain"
                            .formatted(Knative.GROUP));
        }
        return used && Knative.canSay(workload, settings);
    }

    /** Writes what is needed for it; a Revision that stands cannot be changed, nor need it be. */
    void apply(Workload workload, Optional<Deployment> known) {
        boolean newest = view.knative()
                .newest(workload.container())
                .filter(Names.deployment(workload)::equals)
                .isPresent();
        if (known.isEmpty()) {
            awaitGone(workload);
            makeWay(workload);
            route(workload.container(), Set.of(Names.deployment(workload)));
        }
        for (HasMetadata object : manifests.served(workload)) {
            if (!(object instanceof Service) || known.isEmpty()) {
                writer.apply(object);
            } else if (newest) {
                writer.adopt(object);
            }
        }
    }

    /** One that ends, or was of another container of that name, is not to be changed any more. */
    private void awaitGone(Workload workload) {
        view.knative()
                .service(Names.namespace(workload), Names.container(workload))
                .filter(service -> service.getMetadata().getDeletionTimestamp() != null
                        || !Names.owner(service).contains(workload.container().toString()))
                .ifPresent(service -> {
                    throw new EngineUnreachable(
                            "the former Knative Service %s has not gone yet"
                                    .formatted(service.getMetadata().getName()),
                            new IllegalStateException("its name is taken"));
                });
    }

    /** Knative makes a Service of that name itself. */
    private void makeWay(Workload workload) {
        boolean stands = view.deployments(workload.container()).stream().anyMatch(Predicate.not(Knative::made));
        if (stands) {
            writer.delete(new ServiceBuilder()
                    .withNewMetadata()
                    .withName(Names.container(workload))
                    .withNamespace(Names.namespace(workload))
                    .endMetadata()
                    .build());
        }
    }

    /** At least so many pods, at once. */
    void raise(Workload workload, int copies, Optional<Deployment> known) {
        String namespace = Names.namespace(workload);
        String revision = Names.deployment(workload);
        if (known.isPresent() || copies > KnativeServices.least(workload)) {
            revisions.raise(namespace, revision, copies, workload.scaling().max());
        }
        known.ifPresent(
                deployment -> numbers.raise(namespace, deployment.getMetadata().getName(), copies));
    }

    /** Has the other Revisions of a container stand by; any that nothing leads to, Knative ends. */
    private void route(ContainerId container, Set<String> without) {
        List<String> others = view.deployments(container).stream()
                .flatMap(deployment -> Knative.revision(deployment).stream())
                .filter(revision -> !without.contains(revision))
                .sorted()
                .toList();
        view.knative()
                .service(container)
                .ifPresent(service -> revisions.route(
                        service.getMetadata().getNamespace(),
                        service.getMetadata().getName(),
                        others));
    }

    /** Deletes a Revision with its pods, unless it is the newest; answers whether it is gone, or on its way. */
    boolean retire(ContainerId container, String namespace, String revision) {
        Optional<String> newest = view.knative().newest(container);
        if (newest.filter(revision::equals).isPresent()) {
            return false;
        }
        newest.ifPresent(leading -> route(container, Set.of(leading, revision)));
        revisions.delete(namespace, revision);
        writer.delete(new SecretBuilder()
                .withNewMetadata()
                .withName(revision)
                .withNamespace(namespace)
                .endMetadata()
                .build());
        return true;
    }

    /** Of a Revision that is to go nothing is left but, as long as it is the newest, a Revision without pods. */
    void end(Deployment deployment, String revision) {
        String namespace = deployment.getMetadata().getNamespace();
        boolean retired = Names.owner(deployment).stream()
                .map(ContainerId::of)
                .anyMatch(container -> retire(container, namespace, revision));
        if (!retired && deployment.getSpec().getReplicas() > 0) {
            revisions.lower(namespace, revision, 0);
            numbers.lower(namespace, deployment.getMetadata().getName(), 0);
        }
    }

    /** Deletes a container's Service, and whatever Knative has made of it; answers whether all of it is gone. */
    boolean clear(ContainerId container) {
        Collection<Service> services = view.knative().services(container);
        services.forEach(writer::deleteWhole);
        return services.isEmpty();
    }
}
