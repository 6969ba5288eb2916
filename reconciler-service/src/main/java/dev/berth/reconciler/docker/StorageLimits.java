package dev.berth.reconciler.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Holds instances to what they may keep on their own disk. On most file systems Docker has no limit for it, so instances
 * are measured now and then, as a kubelet does, and killed when they are over it.
 */
final class StorageLimits {

    private static final Logger LOG = Logger.getLogger(StorageLimits.class);

    private final DockerClient docker;
    private final Asking asking;
    private final DockerSettings settings;

    StorageLimits(DockerClient docker, Asking asking, DockerSettings settings) {
        this.docker = docker;
        this.asking = asking;
        this.settings = settings;
    }

    /** Kills every instance that runs and is over its limit. */
    void enforce() {
        List<Container> running = asking.ask(
                "measure what instances keep on their disks",
                settings.pull(),
                () -> docker.listContainersCmd()
                        .withLabelFilter(Map.of(Labels.PLATFORM, settings.platform()))
                        .withShowSize(true)
                        .exec());
        running.stream()
                .filter(container -> isOver(container.getLabels(), container.getSizeRw()))
                .forEach(this::kill);
    }

    /** Whether an instance that was killed was so for this; what it kept is still there to be measured. */
    boolean isOver(String container, Map<String, String> labels) {
        if (Labels.storage(labels) == 0) {
            return false;
        }
        try {
            return isOver(
                    labels,
                    asking.ask(
                                    "measure what an instance keeps on its disk",
                                    settings.answer(),
                                    () -> docker.inspectContainerCmd(container)
                                            .withSize(true)
                                            .exec())
                            .getSizeRw());
        } catch (NotFoundException _) {
            return false;
        }
    }

    private static boolean isOver(Map<String, String> labels, @Nullable Long written) {
        long limit = Labels.storage(labels);
        return limit > 0 && Objects.requireNonNullElse(written, 0L) > limit;
    }

    private void kill(Container container) {
        LOG.infof(
                "killing an instance that keeps %d bytes on its disk; instance=%s",
                container.getSizeRw(), container.getLabels().get(Labels.INSTANCE));
        try {
            asking.ask(
                    "kill an instance",
                    settings.answer(),
                    () -> docker.killContainerCmd(container.getId()).exec());
        } catch (NotFoundException | ConflictException _) {
            LOG.debugf("has ended already; container=%s", container.getId());
        }
    }
}
