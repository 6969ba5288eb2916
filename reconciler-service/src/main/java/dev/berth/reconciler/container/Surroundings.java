package dev.berth.reconciler.container;

import dev.berth.events.ContainerId;
import dev.berth.events.ProjectId;
import dev.berth.events.StreamId;
import dev.berth.events.report.Reported;
import dev.berth.events.spec.ContainerSpec;
import dev.berth.events.spec.Secret;
import dev.berth.events.traffic.Endpoints;
import dev.berth.reconciler.engine.Instance;
import java.util.Map;
import java.util.Optional;

/** What a reconciler needs around it, besides an engine. */
public record Surroundings(Reports reports, Gates gates, Secrets secrets, Prober prober, Heard heard, Figures figures) {

    /** Takes reports on their way to the log. */
    public interface Reports {
        /** Returns when the report cannot be lost any more. */
        void send(StreamId subject, Reported report);
    }

    /** Takes the whereabouts of instances on their way to the gateways. */
    public interface Gates {
        /** Returns when the news cannot be lost any more; empty when the container is gone. */
        void publish(ContainerId container, Optional<Endpoints> endpoints);
    }

    /** Reads secret variables. */
    public interface Secrets {
        /** In clear; throws {@code EngineRefused} when they cannot be read, and never could be. */
        Map<String, String> read(ProjectId project, Map<String, Secret> secrets);
    }

    /** Asks instances whether they answer. */
    public interface Prober {
        /** Begins to ask, and calls back whenever the finding changes. */
        Probing begin(Instance instance, ContainerSpec spec, Runnable changed);
    }

    /** The questions to one instance. */
    public interface Probing extends AutoCloseable {
        Readiness readiness();

        /** Ends it. */
        @Override
        void close();
    }

    /** Which containers are ours to look after. */
    public interface Heard {
        /** Whether this reconciler looks after the container, and has caught up with the log. */
        boolean mayAct(ContainerId container);

        /**
         * Looks the container up in the log itself.
         *
         * @return whether the log has ever heard of it; empty when nobody can tell just now
         */
        Optional<Boolean> lookUp(ContainerId container);
    }

    /** Counts what happens. */
    public interface Figures {
        void looked(java.time.Duration took);

        void failed();

        void started(java.time.Duration took);

        void coldStart(java.time.Duration took);
    }
}
