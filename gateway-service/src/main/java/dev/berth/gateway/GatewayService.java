package dev.berth.gateway;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Runs the gateway as long as the application runs. */
@ApplicationScoped
public class GatewayService {

    private final GatewayConfig config;
    private final Gateway.Sources sources;
    private final MeterRegistry registry;
    private volatile @Nullable Gateway gateway;

    GatewayService(
            GatewayConfig config,
            MeterRegistry registry,
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            @ConfigProperty(name = "berth.api.url", defaultValue = "http://localhost:8080") URI api,
            @ConfigProperty(name = "berth.internal.secret") Optional<String> secret,
            @ConfigProperty(name = "berth.kubernetes.kubeconfig") Optional<Path> kubeconfig) {
        this.config = config;
        this.registry = registry;
        this.sources = new Gateway.Sources(kafka, api, secret.orElse(""), kubeconfig);
    }

    void start(@Observes StartupEvent started) {
        gateway = Gateway.start(config, sources, registry);
    }

    void stop(@Observes ShutdownEvent stopped) {
        Gateway running = gateway;
        if (running != null) {
            running.close();
        }
    }

    /** The gateway; empty before the application has started. */
    public Optional<Gateway> gateway() {
        return Optional.ofNullable(gateway);
    }
}
