package dev.berth.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A PostgreSQL server as a child process, as durable as one of your own: what it has committed survives a power loss.
 * Its data stay in the folder; it listens on the loopback interface only, and asks for a password.
 */
public final class EmbeddedPostgres implements AutoCloseable {

    /** The one role there is. */
    public static final String USER = "berth";

    private static final Duration START_WITHIN = Duration.ofSeconds(60);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(20);
    private static final String MAINTENANCE_DATABASE = "postgres";

    /** Given on the command line, so that nothing kept in the folder overrides them. */
    private static final Map<String, String> SETTINGS = settings();

    private final Path folder;
    private final int port;
    private final String password;
    private final PostgresBinaries binaries;
    private final Account account;
    private Optional<Process> process = Optional.empty();

    private EmbeddedPostgres(Path folder, int port, String password, PostgresBinaries binaries, Account account) {
        this.folder = folder;
        this.port = port;
        this.password = password;
        this.binaries = binaries;
        this.account = account;
    }

    private static Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("fsync", "on");
        settings.put("synchronous_commit", "on");
        settings.put("full_page_writes", "on");
        settings.put("wal_level", "logical");
        settings.put("max_replication_slots", "20");
        settings.put("max_wal_senders", "20");
        settings.put("max_connections", "200");
        settings.put("io_method", "sync"); // no processes of its own for reading ahead
        settings.put("jit", "off"); // short queries only
        settings.put("timezone", "UTC");
        settings.put("log_timezone", "UTC");
        settings.put("listen_addresses", Ports.LOOPBACK);
        settings.put("unix_socket_directories", "");
        settings.put("password_encryption", "scram-sha-256");
        return settings;
    }

    /**
     * A server on the data of the folder, which is made when it is new. It is not started, but its addresses and its
     * password are known.
     *
     * @param folder kept over restarts; the caller has made sure that nobody else uses it
     * @param port where to listen, 0 for any that is free
     */
    public static EmbeddedPostgres in(Path folder, int port) throws IOException {
        Path absolute = folder.toAbsolutePath().normalize();
        Files.createDirectories(absolute);
        Account account = Account.forFolder(absolute);
        PostgresBinaries binaries = PostgresBinaries.in(cache(account));
        return new EmbeddedPostgres(absolute, port == 0 ? Ports.free() : port, password(absolute), binaries, account);
    }

    /** The same, started. */
    public static EmbeddedPostgres start(Path folder, int port) throws IOException {
        EmbeddedPostgres postgres = in(folder, port);
        postgres.start();
        return postgres;
    }

    /** Starts it, also again after {@link #stop} or {@link #kill}, and waits until it answers. */
    public synchronized void start() throws IOException {
        stopLeftover();
        if (!Files.exists(data().resolve("PG_VERSION"))) {
            initialize();
        }
        if (!Ports.isFree(port)) {
            throw new IOException("port " + port + " is taken; PostgreSQL needs another");
        }
        launchReady();
        verifySettings();
    }

    /** The children of a server that was killed take a moment to notice, and hold its shared memory until then. */
    private void launchReady() throws IOException {
        long deadline = System.nanoTime() + STOP_WITHIN.toNanos();
        do {
            process = Optional.of(launch());
        } while (!becomesReady() && heldByDying() && System.nanoTime() < deadline);
        if (process().isEmpty()) {
            throw new IOException("PostgreSQL did not start:" + lastLines());
        }
    }

    private boolean heldByDying() throws IOException {
        return lastLines().contains("pre-existing shared memory block");
    }

    public int port() {
        return port;
    }

    public String password() {
        return password;
    }

    /** Where a database of this server is, as {@code postgresql://user:password@host:port/name}. */
    public String url(String database) {
        return "postgresql://" + USER + ":" + password + "@" + Ports.LOOPBACK + ":" + port + "/" + database;
    }

    /** The same for JDBC, without user and password. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://" + Ports.LOOPBACK + ":" + port + "/" + database;
    }

    /** A connection of the one role to a database. */
    public Connection connect(String database) throws SQLException {
        Properties login = new Properties();
        login.setProperty("user", USER);
        login.setProperty("password", password);
        return DriverManager.getConnection(jdbcUrl(database), login);
    }

    /** Makes the database, unless it is there. */
    public void ensureDatabase(String name) throws SQLException {
        try (Connection connection = connect(MAINTENANCE_DATABASE);
                Statement statement = connection.createStatement()) {
            if (!exists(statement, name)) {
                statement.execute("CREATE DATABASE " + statement.enquoteIdentifier(name, true));
            }
        }
    }

    private static boolean exists(Statement statement, String database) throws SQLException {
        try (ResultSet found = statement.executeQuery(
                "SELECT 1 FROM pg_database WHERE datname = " + statement.enquoteLiteral(database))) {
            return found.next();
        }
    }

    /** Ends all sessions, writes a checkpoint and stops. */
    public synchronized void stop() throws IOException {
        if (process.isPresent()) {
            end(process.get().toHandle());
            process = Optional.empty();
        }
    }

    /** Ends it as a crash of the machine would; the next start recovers from its log. */
    public synchronized void kill() throws IOException {
        if (process.isPresent()) {
            Process postmaster = process.get();
            List<ProcessHandle> family = postmaster.descendants().toList();
            postmaster.destroyForcibly();
            family.forEach(ProcessHandle::destroyForcibly);
            awaitEnd(postmaster.toHandle(), STOP_WITHIN);
            for (ProcessHandle child : family) {
                awaitEnd(child, STOP_WITHIN);
            }
            process = Optional.empty();
        }
    }

    /** The process, while it runs. */
    public synchronized Optional<ProcessHandle> process() {
        return process.map(Process::toHandle).filter(ProcessHandle::isAlive);
    }

    @Override
    public void close() throws IOException {
        stop();
    }

    private Path data() {
        return folder.resolve("data");
    }

    private Path log() {
        return folder.resolve("postgres.log");
    }

    /** After a kill -9 of its JVM a server lives on, with the settings of its day. */
    private void stopLeftover() throws IOException {
        Optional<ProcessHandle> leftover = postmaster();
        if (leftover.isPresent()) {
            end(leftover.get());
        }
    }

    private Optional<ProcessHandle> postmaster() throws IOException {
        Path file = data().resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        return Files.readAllLines(file).stream()
                .findFirst()
                .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid.strip())))
                .filter(handle -> handle.info().command().orElse("").endsWith("/postgres"));
    }

    private void initialize() throws IOException {
        Path secret = folder.resolve("password");
        Files.createDirectories(data());
        account.own(folder);
        run(List.of(
                binaries.program("initdb").toString(),
                "--pgdata=" + data(),
                "--username=" + USER,
                "--pwfile=" + secret,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8"));
    }

    private void run(List<String> command) throws IOException {
        Process started = new ProcessBuilder(account.command(command))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(started.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (exitCode(started) != 0) {
            throw new IOException(command.getFirst() + " failed: " + output);
        }
    }

    private Process launch() throws IOException {
        List<String> command = new ArrayList<>(
                List.of(binaries.program("postgres").toString(), "-D", data().toString(), "-p", "" + port));
        SETTINGS.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        Files.writeString(log(), "", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        return Detached.process(account.command(command))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .start();
    }

    /** False when it ended instead. */
    private boolean becomesReady() throws IOException {
        long deadline = System.nanoTime() + START_WITHIN.toNanos();
        while (!isReady()) {
            if (!process.orElseThrow().isAlive()) {
                return false;
            }
            if (System.nanoTime() > deadline) {
                throw new IOException(
                        "PostgreSQL did not answer within " + START_WITHIN.toSeconds() + " s:" + lastLines());
            }
            pause();
        }
        return true;
    }

    /** The eighth line of the file is where the server says so; asking by connections would fill its log with refusals. */
    private boolean isReady() throws IOException {
        Path file = data().resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return false;
        }
        List<String> lines = Files.readAllLines(file);
        return lines.size() >= 8
                && lines.getFirst().strip().equals("" + process.orElseThrow().pid())
                && lines.get(7).strip().equals("ready");
    }

    private void verifySettings() throws IOException {
        try (Connection connection = connect(MAINTENANCE_DATABASE);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT name, setting FROM pg_settings WHERE name IN ('fsync', 'synchronous_commit', 'full_page_writes', 'wal_level')")) {
            while (rows.next()) {
                if (!rows.getString("setting").equals(SETTINGS.get(rows.getString("name")))) {
                    throw new IOException("PostgreSQL runs with " + rows.getString("name") + "="
                            + rows.getString("setting") + "; that loses data");
                }
            }
        } catch (SQLException failure) {
            throw new IOException("PostgreSQL started, but does not answer:" + lastLines(), failure);
        }
    }

    private String lastLines() throws IOException {
        try (Stream<String> lines = Files.lines(log())) {
            List<String> all = lines.toList();
            return "\n" + String.join("\n", all.subList(Math.max(0, all.size() - 10), all.size()));
        }
    }

    /** SIGINT is PostgreSQL's fast shutdown; the JDK only knows SIGTERM, which waits for every client to leave. */
    private void end(ProcessHandle postmaster) throws IOException {
        signal("INT", postmaster);
        if (!ended(postmaster, STOP_WITHIN)) {
            signal("QUIT", postmaster);
            awaitEnd(postmaster, STOP_WITHIN);
        }
    }

    private static void signal(String signal, ProcessHandle target) throws IOException {
        awaitEnd(
                new ProcessBuilder("sh", "-c", "kill -" + signal + " " + target.pid() + " 2>&-")
                        .start()
                        .toHandle(),
                STOP_WITHIN);
    }

    /** Not by its handle, which may know of the end before the process knows its code. */
    private static int exitCode(Process process) throws IOException {
        try {
            if (!process.waitFor(START_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException(
                        "process %d did not end within %d s".formatted(process.pid(), START_WITHIN.toSeconds()));
            }
            return process.exitValue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while process " + process.pid() + " ends", interrupted);
        }
    }

    private static void awaitEnd(ProcessHandle process, Duration within) throws IOException {
        if (!ended(process, within)) {
            throw new IOException("process " + process.pid() + " did not end within " + within.toSeconds() + " s");
        }
    }

    private static boolean ended(ProcessHandle process, Duration within) throws IOException {
        try {
            process.onExit().get(within.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (java.util.concurrent.TimeoutException _) {
            return false;
        } catch (java.util.concurrent.ExecutionException failure) {
            throw new IOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while process " + process.pid() + " ends", interrupted);
        }
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(5);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while PostgreSQL starts", interrupted);
        }
    }

    private static String password(Path folder) throws IOException {
        Path file = folder.resolve("password");
        if (!Files.exists(file)) {
            byte[] random = new byte[24];
            new SecureRandom().nextBytes(random);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, HexFormat.of().formatHex(random));
        }
        return Files.readString(file).strip();
    }

    private static Path cache(Account account) {
        return switch (account) {
            case Account.Same _, Account.Unmapped _ -> userCache();
            case Account.Nobody _ -> Path.of("/var/cache/berth"); // root's own folder is closed to others
        };
    }

    private static Path userCache() {
        String configured = System.getenv("XDG_CACHE_HOME");
        Path home = configured == null || configured.isEmpty()
                ? Path.of(System.getProperty("user.home"), ".cache")
                : Path.of(configured);
        return home.resolve("berth");
    }
}
