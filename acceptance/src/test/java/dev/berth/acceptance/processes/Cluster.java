package dev.berth.acceptance.processes;

import dev.berth.embedded.EmbeddedKafka;
import dev.berth.embedded.EmbeddedPostgres;
import dev.berth.embedded.Ports;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Berth as separate processes: two of api-service, two of reconciler-service and a gateway, on a PostgreSQL and a Kafka. */
final class Cluster implements AutoCloseable {

    static final String SECRET_KEY = UUID.randomUUID().toString();
    static final String INTERNAL_SECRET = UUID.randomUUID().toString();
    private static final String DATABASE = "berth";
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    final EmbeddedPostgres postgres;
    final EmbeddedKafka kafka;
    final List<Service> apis = new ArrayList<>();
    final List<Service> reconcilers = new ArrayList<>();
    final Service gateway;
    final int gatewayPort;

    private Cluster(Path folder, Map<String, String> more) throws IOException, SQLException {
        postgres = EmbeddedPostgres.start(Files.createDirectories(folder.resolve("postgres")), 0);
        postgres.ensureDatabase(DATABASE);
        kafka = EmbeddedKafka.start(Files.createDirectories(folder.resolve("kafka")), 0);
        gatewayPort = Ports.free();
        Map<String, String> environment = environment(folder);
        environment.putAll(more);
        Path logs = Files.createDirectories(folder.resolve("logs"));
        apis.add(service("api-service", "api-1", environment, logs));
        apis.add(service("api-service", "api-2", environment, logs));
        environment.put("BERTH_API_URL", apis.getFirst().uri("").toString());
        for (int id = 1; id <= 2; id++) {
            environment.put("BERTH_RECONCILER_ID", Integer.toString(id));
            reconcilers.add(service("reconciler-service", "reconciler-" + id, environment, logs));
        }
        gateway = service("gateway-service", "gateway", environment, logs);
    }

    /** Starts everything, and waits until it is ready. */
    static Cluster start(Path folder) throws IOException, SQLException {
        return start(folder, Map.of());
    }

    /** With more settings for every service. */
    static Cluster start(Path folder, Map<String, String> more) throws IOException, SQLException {
        Cluster cluster = new Cluster(folder, more);
        try {
            for (Service service : cluster.services()) {
                service.start();
            }
            cluster.awaitReady();
            return cluster;
        } catch (Throwable failure) {
            cluster.close();
            throw failure;
        }
    }

    void awaitReady() {
        services().forEach(Service::awaitReady);
    }

    List<Service> services() {
        List<Service> services = new ArrayList<>(apis);
        services.addAll(reconcilers);
        services.add(gateway);
        return services;
    }

    Connection database() throws SQLException {
        return postgres.connect(DATABASE);
    }

    /** Where each api-service serves the containers API. */
    List<URI> containersApi() {
        return apis.stream()
                .map(api -> api.uri("/containers/v1/regions/fr-par"))
                .toList();
    }

    @Override
    public void close() throws IOException {
        services().forEach(Service::close);
        kafka.close();
        postgres.close();
    }

    private Map<String, String> environment(Path folder) {
        Map<String, String> environment = new HashMap<>();
        environment.put("BERTH_DATABASE_URL", postgres.url(DATABASE));
        environment.put("BERTH_KAFKA", kafka.bootstrapServers());
        environment.put("BERTH_INTERNAL_SECRET", INTERNAL_SECRET);
        environment.put("BERTH_KEK_FILE", folder.resolve("kek.json").toString());
        environment.put("BERTH_KEK_CREATE", "true");
        environment.put("BERTH_RECONCILER_STOP_INSTANCES_ON_SHUTDOWN", "true");
        environment.put("BERTH_PLATFORM_ID", "faults-" + UUID.randomUUID());
        environment.put("BERTH_GATEWAY_PORT", Integer.toString(gatewayPort));
        environment.put("BERTH_BOOTSTRAP_ORGANIZATION_ID", UUID.randomUUID().toString());
        environment.put("BERTH_BOOTSTRAP_PROJECT_ID", UUID.randomUUID().toString());
        environment.put("BERTH_BOOTSTRAP_KEY_ID", UUID.randomUUID().toString());
        environment.put("BERTH_BOOTSTRAP_ACCESS_KEY", "SCWFAULTSFAULTS00000");
        environment.put("BERTH_BOOTSTRAP_SECRET_KEY", SECRET_KEY);
        return environment;
    }

    private static Service service(String module, String name, Map<String, String> environment, Path logs)
            throws IOException {
        Path jar = ROOT.resolve(module).resolve("target/quarkus-app/quarkus-run.jar");
        if (!Files.exists(jar)) {
            throw new IOException(jar + " is missing; ./mvnw -pl " + module + " -am package makes it");
        }
        return new Service(name, jar, Ports.free(), Map.copyOf(environment), logs);
    }
}
