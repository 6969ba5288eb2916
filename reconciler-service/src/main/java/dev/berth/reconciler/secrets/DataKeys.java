package dev.berth.reconciler.secrets;

import dev.berth.events.ProjectId;
import java.util.Optional;

/** Finds the wrapped data keys of projects. */
public interface DataKeys {
    /** In base64; empty when it was destroyed, or never was. Throws when nobody can tell just now. */
    Optional<String> wrapped(ProjectId project);
}
