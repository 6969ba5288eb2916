package dev.berth.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.berth.benchmarks.load.HttpConnection;
import dev.berth.benchmarks.load.HttpConnection.Answer;
import dev.berth.benchmarks.peer.DockerEngine;
import dev.berth.benchmarks.peer.Postgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** A whole Berth in a process of its own, as {@code ./berth up} starts it, with ports, data and a name of its own. */
public final class Berth implements AutoCloseable {

    /** Settings under which commands, relay and views run, but no container is ever started. */
    public static final Map<String, String> NOTHING_RUNS =
            Map.of("JDK_JAVA_OPTIONS", "-Dmp.messaging.incoming.reconciler-containers.enabled=false");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration FIRST_START = Duration.ofMinutes(5);

    private final Path folder;
    private final Map<String, String> settings;
    private final int apiPort;
    private final int gatewayPort;
    private Process process;
    private Credentials credentials = new Credentials(Map.of());

    private Berth(Path folder, Map<String, String> settings, int apiPort, int gatewayPort, Process process) {
        this.folder = folder;
        this.settings = settings;
        this.apiPort = apiPort;
        this.gatewayPort = gatewayPort;
        this.process = process;
    }

    /** The first start of a build prepares later ones, which takes its time: that is done before anything is measured. */
    static void prepare() throws IOException, InterruptedException {
        start(Map.of(), FIRST_START).close();
    }

    /** On no data, with more settings as environment variables. */
    public static Berth start(Map<String, String> settings) throws IOException, InterruptedException {
        return start(settings, START);
    }

    private static Berth start(Map<String, String> settings, Duration patience)
            throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory(
                "berth-bench",
                PosixFilePermissions.asFileAttribute(
                        PosixFilePermissions.fromString("rwx--x--x"))); // PostgreSQL passes
        int apiPort = Processes.freePort();
        int gatewayPort = Processes.freePort();
        Map<String, String> all = new HashMap<>(settings);
        all.put("BERTH_DATA", folder.toString());
        all.put("BERTH_API_PORT", Integer.toString(apiPort));
        all.put("BERTH_GATEWAY_PORT", Integer.toString(gatewayPort));
        all.put("BERTH_PLATFORM_ID", "bench-" + UUID.randomUUID().toString().substring(0, 8));
        Berth berth = new Berth(folder, all, apiPort, gatewayPort, launch(all, folder));
        Runtime.getRuntime().addShutdownHook(new Thread(berth::close));
        try {
            berth.awaitApi(patience);
        } catch (IllegalStateException | InterruptedException e) {
            berth.close();
            throw e;
        }
        return berth;
    }

    /** Stops it as Ctrl-C does, starts it again on what it has, and says how long the start took. */
    public Duration restart() throws IOException, InterruptedException {
        stop();
        long start = System.nanoTime();
        process = launch(settings, folder);
        awaitApi(START);
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static Process launch(Map<String, String> settings, Path folder) throws IOException {
        ProcessBuilder command = new ProcessBuilder(Checkout.file("berth").toString(), "up");
        command.environment().putAll(settings);
        return Processes.start(command, log(folder));
    }

    /** What it says, and its own log when it has ended, stay for whoever wonders. */
    private static Path log(Path folder) throws IOException {
        Path logs = Files.createDirectories(Checkout.file("benchmarks/target/logs"));
        return logs.resolve(folder.getFileName() + ".log");
    }

    private void awaitApi(Duration patience) throws IOException, InterruptedException {
        Processes.await("Berth's API (log: " + log(folder) + ")", patience, () -> !process.isAlive() || answers());
        if (!process.isAlive()) {
            throw new IllegalStateException("Berth did not start: " + Files.readString(log(folder)));
        }
    }

    /** With a key from the credentials file, as a client would. */
    private boolean answers() {
        try {
            credentials = Credentials.read(folder.resolve("credentials.env"));
            return credentials.values().containsKey("SCW_SECRET_KEY")
                    && api().get(api().namespaces() + "?page_size=1").ok();
        } catch (UncheckedIOException e) {
            return false; // not yet
        }
    }

    public Api api() {
        return new Api(apiPort, credentials);
    }

    public Postgres postgres() {
        return Postgres.of(credentials.get("BERTH_RUNNING_DATABASE_URL"));
    }

    public String kafka() {
        return credentials.get("BERTH_RUNNING_KAFKA");
    }

    /**
     * What a service has to know that is a part of this Berth, in a process of its own, as environment variables.
     *
     * @throws IOException when this Berth keeps no secrets yet
     */
    Map<String, String> ofService() throws IOException {
        Map<String, String> known = new HashMap<>(settings);
        known.keySet().removeAll(NOTHING_RUNS.keySet());
        known.put("BERTH_KAFKA", kafka());
        known.put("BERTH_API_URL", "http://127.0.0.1:" + apiPort);
        known.put("BERTH_KEK_FILE", folder.resolve("kek.json").toString());
        known.put("BERTH_INTERNAL_SECRET", internalSecret());
        return known;
    }

    private String internalSecret() throws IOException {
        return Files.readString(folder.resolve("internal-secret")).strip();
    }

    /** The container engine that it runs containers on. */
    public DockerEngine engine() {
        return new DockerEngine(credentials.get("DOCKER_HOST"));
    }

    public String image() {
        return credentials.get("BERTH_SAMPLE_IMAGE");
    }

    /** The name of this Berth on the labels of its containers. */
    public String platform() {
        return settings.getOrDefault("BERTH_PLATFORM_ID", "");
    }

    /** Has all views made anew, and gives what came of it when they are in use. */
    public JsonNode rebuildViews() throws IOException {
        try (HttpConnection connection = api().connect()) {
            Answer answer = connection.exchange(HttpConnection.request(
                    "POST",
                    "/berth/v1/admin/views/rebuild",
                    "127.0.0.1:" + apiPort,
                    "",
                    "X-Berth-Internal: " + internalSecret()));
            if (!answer.ok()) {
                throw new IllegalStateException("the rebuild was answered " + answer);
            }
            return JSON.readTree(answer.body());
        }
    }

    public int gatewayPort() {
        return gatewayPort;
    }

    /** The JVM and the database server with all that it started. */
    public List<ProcessHandle> processes() {
        List<ProcessHandle> all = new ArrayList<>();
        all.add(process.toHandle());
        postmaster().ifPresent(all::add);
        postmaster().ifPresent(server -> server.descendants().forEach(all::add));
        process.descendants().forEach(all::add);
        return all.stream().distinct().toList();
    }

    public ProcessHandle jvm() {
        return process.toHandle();
    }

    /** What it has taken so far. */
    public Cpu cpu() {
        Duration ofJvm = Processes.cpu(List.of(jvm()));
        return new Cpu(ofJvm, Processes.cpu(processes()).minus(ofJvm));
    }

    /** CPU time that Java has taken so far to compile what is hot. */
    public Duration compiling() {
        return Processes.compiling(jvm());
    }

    private Optional<ProcessHandle> postmaster() {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.endsWith("postmaster.pid"))
                    .findFirst()
                    .map(Berth::firstLine)
                    .flatMap(line -> ProcessHandle.of(Long.parseLong(line.strip())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String firstLine(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.findFirst().orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void stop() {
        Processes.stop(process, Duration.ofSeconds(30));
    }

    /** Stops it and forgets its data; also when this program is interrupted. */
    @Override
    public synchronized void close() {
        if (!Files.exists(folder)) {
            return;
        }
        stop();
        try {
            appendTo(log(folder), folder.resolve("berth.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            Processes.delete(folder);
        }
    }

    private static void appendTo(Path target, Path source) throws IOException {
        if (Files.exists(source)) {
            Files.write(target, Files.readAllBytes(source), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
    }
}
