package dev.berth.api.access;

import dev.berth.events.ApiKeyEvent.Right;
import dev.berth.events.ApiKeyId;
import dev.berth.events.OrganizationId;
import dev.berth.events.ProjectId;
import java.util.Optional;

/** Who asks. */
public sealed interface Principal {

    /** How the log names them. */
    String actor();

    /**
     * Somebody who showed an API key.
     *
     * @param project the only project that the key opens; empty for all of the organization
     * @param defaultProject where resources go when a request names no project
     * @param version the key's version that this was read at; a write is only done while the key is still at it
     */
    record KeyHolder(
            ApiKeyId key,
            OrganizationId organization,
            Optional<ProjectId> project,
            ProjectId defaultProject,
            Right right,
            long version)
            implements Principal {
        @Override
        public String actor() {
            return "api-key/" + key;
        }
    }

    /** A part of Berth itself, such as the one that takes reports. */
    record Platform(String part) implements Principal {
        @Override
        public String actor() {
            return "berth/" + part;
        }
    }
}
