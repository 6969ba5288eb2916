package dev.berth.reconciler.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.command.PullImageResultCallback;
import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import dev.berth.reconciler.engine.EngineRefused;
import dev.berth.reconciler.engine.Reference;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Finds out what an image reference means, and fetches what is not there. */
final class DockerImages {

    private static final Logger LOG = Logger.getLogger(DockerImages.class);

    private final DockerClient docker;
    private final Asking asking;
    private final DockerSettings settings;

    DockerImages(DockerClient docker, Asking asking, DockerSettings settings) {
        this.docker = docker;
        this.asking = asking;
        this.settings = settings;
    }

    /**
     * A digest where the image comes from a registry, its own id where it was built on this engine. A tag is asked for
     * at its registry every time, since it may mean another image by now; what is here serves when nobody answers.
     */
    String resolve(String image) {
        if (Reference.isId(image)) {
            return local(image).map(InspectImageResponse::getId).orElseThrow(() -> Refusals.notFound(image));
        }
        Reference reference = Reference.of(image);
        Optional<InspectImageResponse> here = local(image);
        if (reference.isPinned()) {
            return here.isPresent() ? image : pulled(reference, image);
        }
        if (here.isPresent() && builtHere(here.get(), reference)) {
            return Objects.requireNonNull(here.get().getId());
        }
        return here.isEmpty() ? pulled(reference, image) : newest(reference, image, here.get());
    }

    /** Makes sure that a resolved image is on this engine. */
    void fetch(String resolved) {
        if (local(resolved).isEmpty()) {
            if (Reference.isId(resolved)) {
                throw new EngineRefused(
                        dev.berth.events.spec.Failure.Reason.IMAGE_NOT_FOUND,
                        "image %s was built on this engine and is there no more; build it again and redeploy"
                                .formatted(resolved));
            }
            pull(Reference.of(resolved), resolved);
        }
    }

    private Optional<InspectImageResponse> local(String image) {
        try {
            return Optional.of(asking.ask(
                    "inspect an image",
                    settings.answer(),
                    () -> docker.inspectImageCmd(image).exec()));
        } catch (NotFoundException _) {
            return Optional.empty();
        } catch (DockerException e) {
            throw Refusals.image(Reference.of(image), image, e);
        }
    }

    private static boolean builtHere(InspectImageResponse here, Reference reference) {
        return digests(here).stream().noneMatch(reference::covers);
    }

    private static List<String> digests(InspectImageResponse image) {
        List<String> digests = image.getRepoDigests();
        return digests == null ? List.of() : digests;
    }

    private String newest(Reference reference, String image, InspectImageResponse here) {
        try {
            return pulled(reference, image);
        } catch (EngineRefused e) {
            LOG.infof(
                    "image taken from this engine, its registry does not give it; image=%s: %s", image, e.getMessage());
            return digest(here, reference).orElseGet(() -> Objects.requireNonNull(here.getId()));
        }
    }

    private String pulled(Reference reference, String image) {
        pull(reference, image);
        InspectImageResponse pulled = local(image).orElseThrow(() -> Refusals.notFound(image));
        return digest(pulled, reference).orElseGet(() -> Objects.requireNonNull(pulled.getId()));
    }

    private static Optional<String> digest(InspectImageResponse image, Reference reference) {
        return digests(image).stream().filter(reference::covers).findFirst();
    }

    private void pull(Reference reference, String image) {
        try {
            asking.ask("pull image " + image, settings.pull().plus(Duration.ofSeconds(5)), () -> {
                var command = reference.isPinned()
                        ? docker.pullImageCmd(reference.repository() + "@" + reference.digest())
                        : docker.pullImageCmd(reference.repository()).withTag(reference.tag());
                try {
                    if (!command.exec(new PullImageResultCallback())
                            .awaitCompletion(settings.pull().toMillis(), TimeUnit.MILLISECONDS)) {
                        throw new DockerException(
                                "it took longer than " + settings.pull().toSeconds() + " s", 504);
                    }
                } catch (DockerClientException e) {
                    throw new DockerException(String.valueOf(e.getMessage()), 500, e);
                }
                return true;
            });
        } catch (DockerException e) {
            throw Refusals.image(reference, image, e);
        }
    }

    /** For messages that name no cause. */
    static boolean isMissing(DockerException refusal) {
        return refusal instanceof NotFoundException
                && Refusals.said(refusal).toLowerCase(Locale.ROOT).contains("image");
    }
}
