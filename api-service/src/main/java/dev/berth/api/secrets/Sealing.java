package dev.berth.api.secrets;

import dev.berth.events.ProjectId;
import dev.berth.events.spec.Secret;
import io.smallrye.mutiny.Uni;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The secrets of one command, sealed when it is first known to be allowed. */
public final class Sealing {

    private final SecretBox box;
    private final Map<String, Plaintext> values;
    private @Nullable Uni<Map<String, Secret>> sealed;

    Sealing(SecretBox box, Map<String, Plaintext> values) {
        this.box = box;
        this.values = values;
    }

    /** The secrets for that project; {@code present} are those that the resource has already. */
    public synchronized Uni<Map<String, Secret>> in(ProjectId project, Map<String, Secret> present) {
        if (values.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        if (sealed == null) {
            sealed = box.seal(project, values, present).memoize().indefinitely();
        }
        return sealed;
    }
}
