package dev.berth.reconciler.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectVolumeResponse;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import dev.berth.events.NamespaceId;
import dev.berth.events.spec.VolumeMount;
import dev.berth.reconciler.engine.VolumeNames;
import dev.berth.reconciler.engine.Workload;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/** The platform's volumes, as named volumes of the engine. */
final class Volumes {

    private static final Logger LOG = Logger.getLogger(Volumes.class);

    private final DockerClient docker;
    private final Asking asking;
    private final DockerSettings settings;

    Volumes(DockerClient docker, Asking asking, DockerSettings settings) {
        this.docker = docker;
        this.asking = asking;
        this.settings = settings;
    }

    /** Where instances of the workload see its volumes, all of which exist from now on. */
    List<Mount> mounts(Workload workload) {
        return workload.volumes().stream()
                .map(volume -> mount(workload, volume))
                .toList();
    }

    /** The engine makes nothing where a volume of the name exists. */
    private Mount mount(Workload workload, VolumeMount volume) {
        String name = "berth-%s-%s-%s"
                .formatted(settings.platform(), workload.namespace(), VolumeNames.plain(volume.volume()));
        asking.ask(
                "make a volume",
                settings.answer(),
                () -> docker.createVolumeCmd()
                        .withName(name)
                        .withLabels(Labels.volume(settings.platform(), workload, volume.volume()))
                        .exec());
        return new Mount()
                .withType(MountType.VOLUME)
                .withSource(name)
                .withTarget(volume.path())
                .withReadOnly(volume.readOnly());
    }

    /** Removes those of these namespaces, with all that is in them. */
    void remove(Predicate<NamespaceId> deleted) {
        list().stream()
                .filter(volume ->
                        Labels.namespace(volume.getLabels()).filter(deleted).isPresent())
                .map(InspectVolumeResponse::getName)
                .forEach(this::remove);
    }

    private List<InspectVolumeResponse> list() {
        return Objects.requireNonNullElse(
                asking.ask(
                                "list volumes",
                                settings.answer(),
                                () -> docker.listVolumesCmd()
                                        .withFilter("label", List.of(Labels.PLATFORM + "=" + settings.platform()))
                                        .exec())
                        .getVolumes(),
                List.of());
    }

    private void remove(String name) {
        try {
            asking.ask(
                    "remove a volume",
                    settings.answer(),
                    () -> docker.removeVolumeCmd(name).exec());
            LOG.infof("removed a volume of a namespace that was deleted; volume=%s", name);
        } catch (DockerException e) {
            LOG.debugf("the volume cannot be removed yet; volume=%s: %s", name, Refusals.said(e));
        }
    }
}
