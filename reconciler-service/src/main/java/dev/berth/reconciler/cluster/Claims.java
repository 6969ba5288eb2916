package dev.berth.reconciler.cluster;

import dev.berth.events.spec.VolumeMount;
import dev.berth.reconciler.engine.VolumeNames;
import dev.berth.reconciler.engine.Workload;
import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.AffinityBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The volumes of a namespace, each of which is a PersistentVolumeClaim there, and how pods get at them. */
final class Claims {

    /** May write to volumes whoever an image runs as: any number that is nobody's. */
    static final long GROUP = 65_532;

    /** A name that all nodes have in common, so that "not where another is" means "not while another is". */
    private static final String EVERYWHERE = "kubernetes.io/os";

    /** One for each volume, however often it is mounted. */
    static List<PersistentVolumeClaim> of(Workload workload, ClusterSettings settings) {
        return volumes(workload)
                .map(volume -> claim(workload, volume, settings))
                .toList();
    }

    private static Stream<String> volumes(Workload workload) {
        return workload.volumes().stream().map(VolumeMount::volume).distinct().sorted();
    }

    private static PersistentVolumeClaim claim(Workload workload, String volume, ClusterSettings settings) {
        return new PersistentVolumeClaimBuilder()
                .withNewMetadata()
                .withName(VolumeNames.plain(volume))
                .withNamespace(Names.namespace(workload))
                .withLabels(Names.shared(settings.platform(), workload))
                .endMetadata()
                .withNewSpec()
                .withAccessModes("ReadWriteOnce")
                .withStorageClassName(settings.storageClass().orElse(null))
                .withNewResources()
                .withRequests(Map.of("storage", new Quantity(settings.volumeSize())))
                .endResources()
                .endSpec()
                .build();
    }

    /** The same with what cannot be changed any more of one that stands, though the settings may have changed since. */
    static PersistentVolumeClaim like(PersistentVolumeClaim standing, PersistentVolumeClaim claim) {
        return new PersistentVolumeClaimBuilder(claim)
                .editSpec()
                .withAccessModes(standing.getSpec().getAccessModes())
                .withStorageClassName(standing.getSpec().getStorageClassName())
                .editResources()
                .withRequests(standing.getSpec().getResources().getRequests())
                .endResources()
                .endSpec()
                .build();
    }

    /** As a pod names them. */
    static List<Volume> pod(Workload workload) {
        return volumes(workload)
                .map(VolumeNames::plain)
                .map(name -> new VolumeBuilder()
                        .withName(name)
                        .withNewPersistentVolumeClaim()
                        .withClaimName(name)
                        .endPersistentVolumeClaim()
                        .build())
                .toList();
    }

    /**
     * Has the cluster start a pod that writes to volumes only when no other of its container is there that does: also not
     * one that ends, in whose place a Deployment makes another at once.
     */
    static Affinity alone(Workload workload) {
        return new AffinityBuilder()
                .withNewPodAntiAffinity()
                .addNewRequiredDuringSchedulingIgnoredDuringExecution()
                .withNewLabelSelector()
                .withMatchLabels(Names.selector(workload.container()))
                .addToMatchLabels(Names.WRITES, "true")
                .endLabelSelector()
                .withTopologyKey(EVERYWHERE)
                .endRequiredDuringSchedulingIgnoredDuringExecution()
                .endPodAntiAffinity()
                .build();
    }

    private Claims() {}
}
