package dev.berth.reconciler.cluster;

import static dev.berth.reconciler.cluster.Rig.SOON;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Folders of a node as volumes, made by hand, as a cluster for tests need not make any by itself. Their storage class is
 * the platform's name.
 */
record LocalVolumes(KubernetesClient client, List<PersistentVolume> volumes) implements AutoCloseable {

    private static final String FOLDER = "/tmp/berth-test-volumes/";

    static LocalVolumes of(Rig rig, int number) {
        List<String> names = IntStream.rangeClosed(1, number)
                .mapToObj(each -> rig.platform() + "-" + each)
                .toList();
        String host = makeFolders(rig, names);
        List<PersistentVolume> volumes =
                names.stream().map(name -> volume(rig.platform(), name, host)).toList();
        volumes.forEach(volume -> rig.client().resource(volume).create());
        return new LocalVolumes(rig.client(), volumes);
    }

    /** A kubelet makes folders for a pod that mounts them; answers which host it is on. */
    private static String makeFolders(Rig rig, List<String> names) {
        Pod pod = rig.client()
                .resource(new PodBuilder()
                        .withNewMetadata()
                        .withName(rig.platform() + "-folders")
                        .withNamespace("default")
                        .endMetadata()
                        .withNewSpec()
                        .addNewContainer()
                        .withName("app")
                        .withImage(rig.image())
                        .withImagePullPolicy("IfNotPresent")
                        .withVolumeMounts(
                                names.stream().map(LocalVolumes::mount).toList())
                        .endContainer()
                        .withVolumes(names.stream().map(LocalVolumes::folder).toList())
                        .endSpec()
                        .build())
                .create();
        await().atMost(SOON)
                .until(() -> "Running"
                        .equals(rig.client().resource(pod).get().getStatus().getPhase()));
        String node = rig.client().resource(pod).get().getSpec().getNodeName();
        rig.client().resource(pod).withGracePeriod(0).delete();
        ObjectMeta of = rig.client().nodes().withName(node).get().getMetadata();
        return Objects.requireNonNull(of.getLabels().get("kubernetes.io/hostname"));
    }

    private static Volume folder(String name) {
        return new VolumeBuilder()
                .withName(name)
                .withNewHostPath(FOLDER + name, "DirectoryOrCreate")
                .build();
    }

    /** What nothing mounts is not made. */
    private static VolumeMount mount(String name) {
        return new VolumeMountBuilder()
                .withName(name)
                .withMountPath("/folders/" + name)
                .build();
    }

    private static PersistentVolume volume(String platform, String name, String host) {
        return new PersistentVolumeBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .withCapacity(Map.of("storage", new Quantity("100Mi")))
                .withAccessModes("ReadWriteOnce")
                .withPersistentVolumeReclaimPolicy("Retain")
                .withStorageClassName(platform)
                .withNewLocal()
                .withPath(FOLDER + name)
                .endLocal()
                .withNewNodeAffinity()
                .withNewRequired()
                .addNewNodeSelectorTerm()
                .addNewMatchExpression()
                .withKey("kubernetes.io/hostname")
                .withOperator("In")
                .withValues(host)
                .endMatchExpression()
                .endNodeSelectorTerm()
                .endRequired()
                .endNodeAffinity()
                .endSpec()
                .build();
    }

    @Override
    public void close() {
        volumes.forEach(volume -> client.resource(volume).delete());
    }
}
