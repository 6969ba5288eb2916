package dev.berth.sample.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.httpclient5.ApacheDockerHttpClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The sample's image: a Java runtime cut down to {@code java.base}, the shared libraries that it needs from this
 * machine, and a cache of classes already loaded and linked. It is built from nothing ({@code FROM scratch}), so no
 * network is needed, and named after what is in it, so it is built once.
 */
public final class SampleImage {

    /** The name without a tag. A tag {@code latest} always stands for the newest. */
    public static final String REPOSITORY = "berth.local/sample";

    private final DockerClient engine;
    private final ApplicationJar jar;

    private SampleImage(DockerClient engine, ApplicationJar jar) {
        this.engine = engine;
        this.jar = jar;
    }

    /** Makes sure that the engine of {@code DOCKER_HOST} has the image, and prints its name. */
    public static void main(String[] arguments) throws IOException {
        DefaultDockerClientConfig config =
                DefaultDockerClientConfig.createDefaultConfigBuilder().build();
        try (DockerClient engine = DockerClientImpl.getInstance(
                config,
                new ApacheDockerHttpClient.Builder()
                        .dockerHost(config.getDockerHost())
                        .build())) {
            System.out.println(ensure(engine));
        }
    }

    /**
     * Builds the image unless the engine has it, and answers its name with a tag.
     *
     * @throws IOException when this machine lacks something that the image is made of; the message says what
     */
    public static String ensure(DockerClient engine) throws IOException {
        SampleImage image = new SampleImage(engine, ApplicationJar.ofSample());
        String name = REPOSITORY + ":" + image.contentHash();
        if (!image.exists(name)) {
            image.build(name);
        }
        return name;
    }

    private boolean exists(String name) {
        try {
            engine.inspectImageCmd(name).exec();
            return true;
        } catch (NotFoundException _) {
            return false;
        }
    }

    private void build(String name) throws IOException {
        Path work = Files.createTempDirectory("berth-sample");
        try {
            RootFilesystem.create(work.resolve("root"), jar);
            Files.createDirectory(work.resolve("own"));
            Files.write(work.resolve("Dockerfile"), dockerfile());
            engine.buildImageCmd(work.toFile())
                    .withTags(Set.of(name, REPOSITORY + ":latest"))
                    .withLabels(Map.of("org.opencontainers.image.title", "Berth sample"))
                    .start()
                    .awaitImageId();
        } finally {
            deleteAll(work);
        }
    }

    private static List<String> dockerfile() {
        String command = Stream.concat(Stream.of("/runtime/bin/java"), RootFilesystem.javaArguments().stream())
                .map(argument -> '"' + argument + '"')
                .reduce((left, right) -> left + ", " + right)
                .orElseThrow();
        return List.of(
                "FROM scratch",
                "COPY root /",
                "COPY --chown=65532:65532 own /tmp",
                "COPY --chown=65532:65532 own /data",
                "USER 65532:65532",
                "ENV LANG=C.UTF-8",
                "EXPOSE 8080",
                "ENTRYPOINT [" + command + "]");
    }

    /** Changes with the application, with the runtime, and with how the image is made. */
    private String contentHash() throws IOException {
        MessageDigest digest = sha256();
        jar.addTo(digest);
        digest.update(Runtime.version().toString().getBytes(UTF_8));
        digest.update(String.join("\n", dockerfile()).getBytes(UTF_8));
        for (Class<?> maker : List.of(SampleImage.class, RootFilesystem.class)) {
            try (InputStream code = maker.getResourceAsStream(maker.getSimpleName() + ".class")) {
                new DigestInputStream(Objects.requireNonNull(code), digest).transferTo(OutputStream.nullOutputStream());
            }
        }
        return HexFormat.of().formatHex(digest.digest()).substring(0, 12);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static void deleteAll(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
