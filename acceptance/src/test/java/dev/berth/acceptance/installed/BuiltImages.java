package dev.berth.acceptance.installed;

import static dev.berth.acceptance.installed.Command.ROOT;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.berth.acceptance.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The images of all services and of the servers to try them with, made once for all tests and in this machine's engine. */
final class BuiltImages {

    static final String TAG = "acceptance";
    private static final Map<String, String> DIGESTS = new TreeMap<>();

    /** The digest of each image by its name; the test that asks is not run where there is no engine. */
    static synchronized Map<String, String> digests(String test) throws IOException, InterruptedException {
        if (Programs.onPath("docker").isEmpty()
                || Command.in(ROOT).outcome("docker", "info").exit() != 0) {
            abort(test + ": no container engine answers to the command docker");
        }
        if (DIGESTS.isEmpty()) {
            DIGESTS.putAll(make());
        }
        return Map.copyOf(DIGESTS);
    }

    /** What {@code ./berth images} does once everything is built, on the base that every machine has. */
    static Map<String, String> make(String... more) throws IOException, InterruptedException {
        String said = Command.in(ROOT)
                .with("BERTH_HOME", ROOT.toString())
                .shell("%s -cp images/target/classes:$(cat images/target/classpath) dev.berth.images.Images"
                                .formatted(
                                        ProcessHandle.current().info().command().orElseThrow())
                        + " --base machine --servers --tag " + TAG + " " + String.join(" ", more));
        Map<String, String> digests = new TreeMap<>();
        said.lines()
                .filter(line -> line.contains("@sha256:"))
                .map(line -> line.split("@", 2))
                .forEach(image -> digests.put(image[0], image[1]));
        return digests;
    }

    static String name(String image) {
        return "berth.local/" + image + ":" + TAG;
    }

    /** The image to try things with. */
    static String sample() throws IOException, InterruptedException {
        String said = Command.in(ROOT)
                .shell("%s -cp sample/target/classes:$(cat sample/target/classpath) %s"
                        .formatted(
                                ProcessHandle.current().info().command().orElseThrow(),
                                "dev.berth.sample.image.SampleImage"));
        return said.lines().reduce((_, last) -> last).orElseThrow();
    }

    /** A link to a plugin of docker's command line, in a folder to be {@code DOCKER_CONFIG}. */
    static Path withPlugin(Path folder, String name, Path program) throws IOException {
        Path plugins = Files.createDirectories(folder.resolve("cli-plugins"));
        Files.createSymbolicLink(plugins.resolve(name), program);
        return folder;
    }

    private BuiltImages() {}
}
