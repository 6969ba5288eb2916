package dev.berth.reconciler.container;

import dev.berth.events.spec.ContainerSpec;
import dev.berth.events.spec.Port;
import dev.berth.events.spec.Scaling;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A deployment with all that is needed to run it, as far as it is known.
 *
 * @param image what the revision's image was pinned to; empty until it was first deployed
 * @param shared what the namespace gives to all its containers; empty until it has been heard of
 */
public record Target(
        Deployment deployment, ContainerSpec spec, Optional<String> image, Optional<NamespaceStory.Shared> shared) {

    public int number() {
        return deployment.number();
    }

    public Optional<Port> port() {
        return spec.publicPort();
    }

    /** Whether instances write to volumes: two at once would spoil what is there. */
    public boolean writes() {
        return spec.volumeMounts().stream().anyMatch(volume -> !volume.readOnly());
    }

    /** How many instances there may be: one at the most of what writes to volumes. */
    public Scaling scaling() {
        Scaling asked = spec.scaling();
        return writes() ? new Scaling(Math.min(asked.min(), 1), 1, asked.target()) : asked;
    }

    /** Whether an instance of it could be started just now. */
    public boolean isPrepared() {
        return image.isPresent() && shared.isPresent();
    }

    /** Tells instances of this target from others that bear the same number; of public facts only. */
    public String hash() {
        String facts = deployment.number() + "/" + deployment.revision() + "/" + deployment.variablesRevision() + "/"
                + image.orElse("");
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(facts.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
