package dev.berth.api.container;

import dev.berth.events.ContainerId;
import dev.berth.events.report.Report;
import dev.berth.events.spec.ContainerSpec;
import java.util.function.UnaryOperator;

/** What may be asked of a container. */
public sealed interface ContainerCommand {

    ContainerId id();

    /** Makes a container and runs it. */
    record CreateContainer(ContainerId id, Home home, String name, String host, ContainerSpec spec)
            implements ContainerCommand {}

    /**
     * Gives it another configuration and runs that.
     *
     * @param change is applied to what the configuration is when the command is decided, so no other change is lost
     * @param rollOutAnyway makes a new revision even of an equal configuration
     */
    record ConfigureContainer(ContainerId id, UnaryOperator<ContainerSpec> change, boolean rollOutAnyway)
            implements ContainerCommand {}

    /** Runs the same configuration again, with its image resolved anew. */
    record RedeployContainer(ContainerId id) implements ContainerCommand {}

    /** Runs an older revision, with the image it had. */
    record RollBackContainer(ContainerId id, int revision) implements ContainerCommand {}

    /** Runs it with the namespace's variables of that revision. */
    record FollowVariables(ContainerId id, int variablesRevision) implements ContainerCommand {}

    record DeleteContainer(ContainerId id) implements ContainerCommand {}

    /** Takes in what a worker saw of it. */
    record RecordReport(ContainerId id, Report report) implements ContainerCommand {}
}
