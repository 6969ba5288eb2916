package dev.berth.api.secrets;

import dev.berth.events.ProjectId;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

/** The wrapped data keys of projects. */
public interface DataKeys {

    /** The project's wrapped key; empty when it has none yet, or none any more. */
    Uni<Optional<String>> find(ProjectId project);

    /** Gives the project this key unless it ever had one; answers the one that it has now, if any. */
    Uni<Optional<String>> keep(ProjectId project, String wrapped);

    /** Destroys the project's key; it never gets another. */
    Uni<Void> destroy(ProjectId project);
}
