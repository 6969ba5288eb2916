package dev.berth.sample.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.berth.sample.Sample;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/** What stands in the image: {@code /runtime}, {@code /app} and the machine's shared libraries. */
final class RootFilesystem {

    /** The cache of classes holds for files of this size and time only; a tar keeps whole seconds. */
    private static final FileTime FIXED = FileTime.fromMillis(1_767_225_600_000L);

    private static final Pattern LIBRARY = Pattern.compile("(?:=> )?(/\\S+) \\(0x");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Path root;

    private RootFilesystem(Path root) {
        this.root = root;
    }

    static void create(Path root, ApplicationJar jar) throws IOException {
        RootFilesystem filesystem = new RootFilesystem(root);
        filesystem.linkRuntime();
        filesystem.copyLibraries();
        filesystem.writeFolders();
        jar.writeTo(Files.createDirectories(root.resolve("app")).resolve("sample.jar"));
        filesystem.fixTimes();
        filesystem.train();
    }

    /** What follows {@code java}; small, quick to start, and without a limit of its own below the container's. */
    static List<String> javaArguments() {
        return Stream.concat(flags("/app").stream(), Stream.of("-XX:AOTCache=/app/sample.aot", Sample.class.getName()))
                .toList();
    }

    private static List<String> flags(String folder) {
        return List.of(
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-Xms8m",
                "-Xmx4g",
                "-cp",
                folder + "/sample.jar");
    }

    private void linkRuntime() throws IOException {
        ToolProvider jlink = ToolProvider.findFirst("jlink")
                .orElseThrow(() -> new IOException("the sample image needs jlink, which is part of a JDK 25"));
        Files.createDirectories(root);
        int status = jlink.run(
                System.out,
                System.err,
                "--add-modules",
                "java.base",
                "--strip-debug",
                "--no-header-files",
                "--no-man-pages",
                "--output",
                root.resolve("runtime").toString());
        if (status != 0) {
            throw new IOException("jlink ended with " + status);
        }
    }

    private void copyLibraries() throws IOException {
        Set<Path> libraries = new TreeSet<>();
        try (Stream<Path> files = Files.walk(root.resolve("runtime"))) {
            for (Path file : files.filter(RootFilesystem::isNative).toList()) {
                libraries.addAll(neededBy(file));
            }
        }
        for (Path library : libraries) {
            Path copy = root.resolve(library.toString().substring(1));
            Files.createDirectories(copy.getParent());
            Files.copy(library.toRealPath(), copy);
        }
    }

    private static boolean isNative(Path file) {
        return Files.isRegularFile(file) && (file.toString().endsWith(".so") || file.endsWith(Path.of("bin", "java")));
    }

    private Set<Path> neededBy(Path file) throws IOException {
        Process ldd = new ProcessBuilder("ldd", file.toString())
                .redirectErrorStream(true)
                .start();
        String listed = new String(ldd.getInputStream().readAllBytes(), UTF_8);
        Set<Path> needed = new TreeSet<>();
        Matcher lines = LIBRARY.matcher(listed);
        while (lines.find()) {
            Path library = Path.of(lines.group(1));
            if (!library.startsWith(root)) {
                needed.add(library);
            }
        }
        return needed;
    }

    private void writeFolders() throws IOException {
        Path etc = Files.createDirectories(root.resolve("etc"));
        Files.writeString(etc.resolve("passwd"), "sample:x:65532:65532::/:/sbin/nologin\n");
        Files.writeString(etc.resolve("group"), "sample:x:65532:\n");
    }

    private void fixTimes() throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.toList()) {
                Files.setLastModifiedTime(file, FIXED);
            }
        }
    }

    /** Runs the application once, answers a few requests, and keeps what was loaded on the way. */
    private void train() throws IOException {
        int port = freePort();
        List<String> command =
                new ArrayList<>(List.of(root.resolve("runtime/bin/java").toString()));
        command.add("-XX:AOTCacheOutput=" + root.resolve("app/sample.aot"));
        command.addAll(flags(root.resolve("app").toString()));
        command.add(Sample.class.getName());
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("PORT", Integer.toString(port));
        Path log = Files.createTempFile("berth-sample-training", ".log");
        Process training = builder.redirectOutput(log.toFile()).start();
        try {
            ask(port, "/", training);
            ask(port, "/echo", training);
            training.destroy();
            training.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the sample was trained", e);
        } finally {
            training.destroyForcibly();
        }
        if (!Files.exists(root.resolve("app/sample.aot"))) {
            throw new IOException("the sample's training left no cache:\n" + Files.readString(log));
        }
        Files.delete(log);
        Files.deleteIfExists(root.resolve("app/sample.aot.config"));
    }

    private static void ask(int port, String path, Process training) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (training.isAlive() && System.nanoTime() < deadline) {
            try {
                HttpURLConnection connection = (HttpURLConnection)
                        URI.create("http://127.0.0.1:" + port + path).toURL().openConnection();
                if (connection.getResponseCode() == 200) {
                    connection.getInputStream().readAllBytes();
                    return;
                }
            } catch (IOException _) {
                Thread.sleep(20); // not listening yet
            }
        }
        throw new IOException("the sample did not answer while it was trained");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
