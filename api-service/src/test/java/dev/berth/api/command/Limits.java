package dev.berth.api.command;

import java.util.OptionalLong;

/** Quotas of a test. */
record Limits(
        OptionalLong projectsPerOrganization, OptionalLong namespacesPerProject, OptionalLong containersPerProject)
        implements QuotasConfig {

    static final Limits NONE = new Limits(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());

    /** The same of everything. */
    static Limits of(long most) {
        return new Limits(OptionalLong.of(most), OptionalLong.of(most), OptionalLong.of(most));
    }
}
