package dev.berth.reconciler.cluster;

import dev.berth.events.ContainerId;
import dev.berth.reconciler.engine.Workload;
import io.fabric8.knative.serving.v1.Revision;
import io.fabric8.knative.serving.v1.Service;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a cluster has of one container, beside what it shall have. */
record Compared(Rig rig, ContainerId container) {

    /**
     * What is lacking, too much, or other than it shall be.
     *
     * @param wanted the deployments that shall stand, and how many ready pods each shall have
     */
    List<String> differences(Map<Workload, Integer> wanted) {
        List<String> differences = new ArrayList<>();
        Set<Drift.Key> there = new HashSet<>(own().map(Drift.Key::of).toList());
        wanted.forEach((workload, copies) -> {
            objects(workload, copies, wanted.keySet()).forEach(object -> {
                there.remove(Drift.Key.of(object));
                compare(object, differences);
            });
            long ready = pods(workload).filter(Pods::isReady).count();
            if (ready != copies || pods(workload).count() != copies) {
                differences.add("%d of %d pods of %s are ready, wanted are %d"
                        .formatted(ready, pods(workload).count(), Names.deployment(workload), copies));
            }
        });
        there.forEach(object -> differences.add(object + " is too much"));
        Set<String> wantedRevisions =
                wanted.keySet().stream().map(Names::deployment).collect(Collectors.toSet());
        revisions().stream()
                .filter(revision -> !wantedRevisions.contains(revision))
                .forEach(revision -> differences.add("Revision " + revision + " is too much"));
        return differences;
    }

    /** Of a Knative Service there is one for all of a container's deployments, as the newest has it. */
    private Stream<HasMetadata> objects(Workload workload, int copies, Set<Workload> all) {
        if (!rig.serves()) {
            return rig.manifests().of(workload, copies).stream();
        }
        boolean newest = all.stream().allMatch(other -> other.deployment() <= workload.deployment());
        return rig.manifests().served(workload).stream().filter(object -> newest || !(object instanceof Service));
    }

    private void compare(HasMetadata wanted, List<String> differences) {
        HasMetadata now = rig.client().resource(wanted).get();
        if (now == null) {
            differences.add(Drift.Key.of(wanted) + " is lacking");
            return;
        }
        try {
            HasMetadata then = rig.client()
                    .resource(wanted)
                    .dryRun()
                    .fieldManager(Names.MANAGER)
                    .forceConflicts()
                    .serverSideApply();
            if (!said(now).equals(said(then))) {
                differences.add("%s is%n%s%nand not%n%s".formatted(Drift.Key.of(wanted), said(now), said(then)));
            }
        } catch (KubernetesClientException e) { // a webhook may not be there yet after an outage
            differences.add("%s cannot be compared: %s".formatted(Drift.Key.of(wanted), e.getMessage()));
        }
    }

    /** Without what the cluster itself writes. */
    private static String said(HasMetadata object) {
        Map<?, ?> all = Serialization.unmarshal(Serialization.asJson(object), Map.class);
        all.remove("status");
        Map<?, ?> metadata = (Map<?, ?>) Objects.requireNonNull(all.get("metadata"));
        Stream.of("managedFields", "resourceVersion", "generation", "annotations")
                .forEach(metadata::remove);
        return Serialization.asJson(all);
    }

    /** Every object that is the container's and nobody else's, but for what the cluster has made of another. */
    private Stream<HasMetadata> own() {
        Map<String, String> labels = labels();
        KubernetesClient client = rig.client();
        return Stream.concat(
                        Stream.of(
                                client.apps().deployments().inAnyNamespace().withLabels(labels),
                                client.services().inAnyNamespace().withLabels(labels),
                                client.secrets().inAnyNamespace().withLabels(labels),
                                client.policy()
                                        .v1()
                                        .podDisruptionBudget()
                                        .inAnyNamespace()
                                        .withLabels(labels),
                                client.autoscaling()
                                        .v2()
                                        .horizontalPodAutoscalers()
                                        .inAnyNamespace()
                                        .withLabels(labels)),
                        rig.serves()
                                ? Stream.of(client.resources(Service.class)
                                        .inAnyNamespace()
                                        .withLabels(labels))
                                : Stream.empty())
                .flatMap(
                        kind -> kind.resources().flatMap(resource -> Stream.<@Nullable HasMetadata>of(resource.item())))
                .filter(Objects::nonNull)
                .filter(object -> object.getMetadata().getOwnerReferences().isEmpty());
    }

    /** Those that Knative has made of the container's Service, by name. */
    private Set<String> revisions() {
        return rig.serves()
                ? rig
                        .client()
                        .resources(Revision.class)
                        .inAnyNamespace()
                        .withLabels(labels())
                        .list()
                        .getItems()
                        .stream()
                        .map(revision -> revision.getMetadata().getName())
                        .collect(Collectors.toSet())
                : Set.of();
    }

    private Map<String, String> labels() {
        Map<String, String> labels = Names.ours(rig.platform());
        labels.putAll(Names.selector(container));
        return labels;
    }

    /** Those that nobody ends. */
    private Stream<Pod> pods(Workload workload) {
        return rig
                .client()
                .pods()
                .inNamespace(Names.namespace(workload))
                .withLabels(Names.selector(workload))
                .list()
                .getItems()
                .stream()
                .filter(pod -> !Pods.isLeaving(pod));
    }

    /** Which version each object has that stands for a workload. */
    Map<Drift.Key, String> versions(Workload workload) {
        return rig.manifests().of(workload, 1).stream()
                .flatMap(object ->
                        Stream.ofNullable(rig.client().resource(object).get()))
                .collect(Collectors.toMap(
                        Drift.Key::of, object -> object.getMetadata().getResourceVersion()));
    }
}
