package dev.berth.reconciler;

import dev.berth.events.ContainerId;
import dev.berth.reconciler.cluster.ClusterSettings;
import dev.berth.reconciler.cluster.KubernetesEngine;
import dev.berth.reconciler.cluster.PullSecret;
import dev.berth.reconciler.container.Reconciler;
import dev.berth.reconciler.container.Rules;
import dev.berth.reconciler.container.Stories;
import dev.berth.reconciler.container.Surroundings;
import dev.berth.reconciler.container.Wanted;
import dev.berth.reconciler.docker.DockerEngine;
import dev.berth.reconciler.docker.DockerSettings;
import dev.berth.reconciler.engine.Engine;
import dev.berth.reconciler.engine.Workload;
import dev.berth.reconciler.log.Feed;
import dev.berth.reconciler.log.InternalApi;
import dev.berth.reconciler.output.ContainerOutput;
import dev.berth.reconciler.output.KeptOutput;
import dev.berth.reconciler.output.RememberingEngine;
import dev.berth.reconciler.probe.Checks;
import dev.berth.reconciler.probe.LiveProber;
import dev.berth.reconciler.scale.Scale;
import dev.berth.reconciler.secrets.SealedSecrets;
import dev.berth.reconciler.trace.TracedEngine;
import dev.berth.reconciler.trace.TracedReports;
import dev.berth.reconciler.trace.Traces;
import io.opentelemetry.api.trace.Tracer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Puts the parts together. */
@ApplicationScoped
class Beans {

    /** Enough to see why something ended, and little enough for thousands of containers. */
    private static final KeptOutput.Bounds KEPT = new KeptOutput.Bounds(5, 1_000, 128 * 1024, Duration.ofDays(1));

    private final Stories stories = new Stories();

    @Produces
    @Singleton
    Engine engine(
            @ConfigProperty(name = "berth.engine", defaultValue = "docker") EngineKind kind,
            @ConfigProperty(name = "berth.platform") String platform,
            DockerConfig docker,
            KubernetesConfig kubernetes,
            ReconcilerConfig reconciler,
            AutoscalerConfig autoscaler) {
        return switch (kind) {
            case DOCKER -> docker(docker, platform);
            case KUBERNETES -> kubernetes(kubernetes, platform, autoscaler.window(), reconciler.grace());
        };
    }

    private static Engine docker(DockerConfig docker, String platform) {
        return new DockerEngine(new DockerSettings(
                docker.host(),
                platform,
                docker.addresses(),
                docker.pids(),
                docker.init(),
                docker.readOnly(),
                docker.logBytes(),
                docker.runtimes(),
                docker.answer(),
                docker.pull()));
    }

    private static Engine kubernetes(KubernetesConfig kubernetes, String platform, Duration window, Duration grace) {
        return new KubernetesEngine(new ClusterSettings(
                kubernetes.kubeconfig(),
                platform,
                kubernetes.home(),
                kubernetes.reachableFrom().orElse(List.of()),
                kubernetes.restrictedProjects().orElse(Set.of()),
                kubernetes.userNamespaces(),
                kubernetes.runtimeClasses(),
                kubernetes.pullSecret().map(PullSecret::read),
                kubernetes.quota(),
                kubernetes.storageClass(),
                kubernetes.volumeSize(),
                switch (kubernetes.mode()) {
                    case AUTO -> ClusterSettings.Knative.WHERE_SERVED;
                    case PLAIN -> ClusterSettings.Knative.NEVER;
                    case KNATIVE -> ClusterSettings.Knative.ALWAYS;
                },
                window,
                grace,
                kubernetes.answer()));
    }

    void close(@Disposes Engine engine) {
        engine.close();
    }

    @Produces
    @Singleton
    InternalApi api(
            @ConfigProperty(name = "berth.api.url") URI url,
            @ConfigProperty(name = "berth.internal.secret") Optional<String> secret) {
        return new InternalApi(url, secret);
    }

    void close(@Disposes InternalApi api) {
        api.close();
    }

    @Produces
    @Singleton
    Feed feed(InternalApi api, Life life) {
        return new Feed(stories, api, life);
    }

    @Produces
    @Singleton
    Checks checks(Engine engine) {
        return new Checks(engine);
    }

    void close(@Disposes Checks checks) {
        checks.close();
    }

    @Produces
    @Singleton
    SealedSecrets secrets(InternalApi api, @ConfigProperty(name = "berth.kek.file") Optional<Path> keyFile) {
        return new SealedSecrets(keyFile, api);
    }

    @Produces
    @Singleton
    Reconciler reconciler(
            Engine engine,
            KeptOutput kept,
            Surroundings.Reports reports,
            Surroundings.Gates gates,
            SealedSecrets secrets,
            Checks checks,
            Feed feed,
            Surroundings.Figures figures,
            ReconcilerConfig config,
            AutoscalerConfig autoscaler,
            Tracer tracer) {
        Traces traces = new Traces(tracer);
        return new Reconciler(
                new TracedEngine(new RememberingEngine(engine, kept, this::isGone), traces, this::request),
                stories,
                new Surroundings(
                        new TracedReports(reports, traces), gates, secrets, new LiveProber(checks), feed, figures),
                new Rules(config.attempts(), config.startup(), config.grace(), config.forgiveness()),
                new Scale.Windows(autoscaler.window(), autoscaler.idleWindow()),
                InstantSource.system());
    }

    @Produces
    @Singleton
    KeptOutput kept(ReconcilerConfig config) {
        return new KeptOutput(config.logs(), KEPT, InstantSource.system());
    }

    @Produces
    @Singleton
    ContainerOutput output(Engine engine, KeptOutput kept) {
        return new ContainerOutput(engine, kept);
    }

    private boolean isGone(ContainerId container) {
        return stories.wanted(container) instanceof Wanted.Gone;
    }

    /** Which request a workload is started for; what is started again later is nobody's. */
    private Optional<String> request(Workload workload) {
        return stories.wanted(workload.container()) instanceof Wanted.Running running
                        && running.phase() instanceof Wanted.Pending
                        && running.target().number() == workload.deployment()
                ? running.target().deployment().traceparent()
                : Optional.empty();
    }
}
