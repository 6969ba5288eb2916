package dev.berth.images;

import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.Port;
import dev.berth.images.health.Ready;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The image of a service: what Maven has built of it, on a Java runtime.
 *
 * @param name the module, and the image
 * @param ports where it listens unless told otherwise; the first also tells how it is, at {@code /q/health}
 */
record ServiceImage(String name, List<Integer> ports) {

    static final List<ServiceImage> ALL = List.of(
            new ServiceImage("api-service", List.of(8080)),
            new ServiceImage("reconciler-service", List.of(8081)),
            new ServiceImage("gateway-service", List.of(8082, 8090, 8443)));

    /** Where an engine finds {@link Ready}. */
    static final String HEALTH = "/health";

    private static final String APPLICATION = "/app";

    /**
     * A heap that grows with the container's limit and leaves room for what is not heap, and an end rather than half a
     * service where memory runs out: whoever started it starts it again.
     */
    private static final List<String> COMMAND = List.of(
            "java",
            "-XX:InitialRAMPercentage=10",
            "-XX:MaxRAMPercentage=60",
            "-XX:+UseCompactObjectHeaders",
            "-XX:+ExitOnOutOfMemoryError",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
            "-jar",
            APPLICATION + "/quarkus-run.jar");

    /** Libraries of others change least and so come first: what changes often is a small layer. */
    JibContainerBuilder on(Base base, Path root, Path work, String version) throws IOException {
        Path built = root.resolve(name).resolve("target/quarkus-app");
        if (!Files.exists(built.resolve("quarkus-run.jar"))) {
            throw new IOException(built + " is missing; ./berth images builds it");
        }
        JibContainerBuilder image = base.begin()
                .addFileEntriesLayer(Layers.tree("libraries of others", built, APPLICATION, ServiceImage::isOfOthers))
                .addFileEntriesLayer(Layers.tree("Berth", built, APPLICATION, file -> !isOfOthers(file)))
                .addFileEntriesLayer(besides(work))
                .setWorkingDirectory(AbsoluteUnixPath.get(APPLICATION))
                .setEntrypoint(COMMAND)
                .setUser(Base.USER)
                .addEnvironmentVariable("QUARKUS_HTTP_PORT", Integer.toString(ports.getFirst()))
                .addLabel("org.opencontainers.image.title", "Berth " + name)
                .addLabel("org.opencontainers.image.version", version)
                .addLabel("org.opencontainers.image.licenses", "Apache-2.0");
        for (Port port : exposed()) {
            image.addExposedPort(port);
        }
        return image;
    }

    private List<Port> exposed() {
        List<Port> exposed = new ArrayList<>();
        ports.forEach(port -> exposed.add(Port.tcp(port)));
        return exposed;
    }

    private static boolean isOfOthers(Path file) {
        return file.toString().contains("/quarkus-app/lib/")
                && !file.getFileName().toString().startsWith("dev.berth.");
    }

    private static FileEntriesLayer besides(Path work) throws IOException {
        Path program = Resources.file(Ready.class, "Ready.class", work.resolve("health"));
        Path empty = Files.createDirectories(work.resolve("empty"));
        return Layers.files(
                        "besides", Map.of(HEALTH + "/" + Ready.class.getName().replace('.', '/') + ".class", program))
                .toBuilder()
                .addEntry(Layers.ownFolder(empty, "/keys"))
                .addEntry(Layers.ownFolder(empty, "/data"))
                .build();
    }
}
