package dev.berth.standalone;

import dev.berth.embedded.FolderLock;
import dev.berth.embedded.Ports;
import io.quarkus.runtime.Quarkus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** One life of a whole Berth: everything is started, runs until it is told to stop, and is stopped in the opposite order. */
final class Berth {

    private static final int LONGEST_STOP_SECONDS = 120;

    private final Settings settings;
    private final Progress progress;
    private final boolean rehearsal;

    private Berth(Settings settings, Progress progress, boolean rehearsal) {
        this.settings = settings;
        this.progress = progress;
        this.rehearsal = rehearsal;
    }

    /** Answers the exit code. */
    static int run(Settings settings, Progress progress, boolean rehearsal) {
        CountDownLatch finished = new CountDownLatch(1);
        // the JVM is gone once its hooks are done: this one holds it until the main thread has stopped everything
        Runtime.getRuntime().addShutdownHook(new Thread(() -> await(finished), "wait-for-end"));
        try {
            return new Berth(settings, progress, rehearsal).run();
        } catch (IOException failure) {
            throw new Trouble(String.valueOf(failure.getMessage()), failure);
        } finally {
            finished.countDown();
        }
    }

    private static void await(CountDownLatch finished) {
        try {
            if (!finished.await(LONGEST_STOP_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("berth: not everything stopped within " + LONGEST_STOP_SECONDS + " s");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private int run() throws IOException {
        createDataFolder();
        try (FolderLock _ = FolderLock.take(settings.data())) {
            requireFree("BERTH_API_PORT", settings.apiPort(), "the API");
            requireFree("BERTH_GATEWAY_PORT", settings.gatewayPort(), "the gateway");
            requireFree("BERTH_GATEWAY_TLS_PORT", settings.httpsPort(), "the gateway");
            try (Servers servers = Servers.of(settings);
                    ExecutorService work = Executors.newThreadPerTaskExecutor(
                            Thread.ofPlatform().name("start-", 1).daemon().factory())) {
                return run(servers, work);
            }
        }
    }

    /** Others may pass, but not look around: where root may only become nobody, PostgreSQL has to reach its folder. */
    private void createDataFolder() throws IOException {
        if (!Files.exists(settings.data())) {
            Files.createDirectories(
                    settings.data(),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx--x--x")));
        }
    }

    private static void requireFree(String setting, int port, String what) {
        if (!Ports.isFree(port)) {
            throw new Trouble("port " + port + " is taken by another program, and " + what + " needs it; set " + setting
                    + " to a free one");
        }
    }

    private int run(Servers servers, ExecutorService work) throws IOException {
        LoggerFactory.getILoggerFactory(); // once, before several threads want to be the first
        Future<ContainerEngine> engine = work.submit(this::findEngine);
        Future<Void> postgres = work.submit(step(servers::startPostgres));
        Future<Void> kafka = work.submit(step(servers::startKafka));
        try {
            String platform = new LocalSecrets(settings.data()).platform(settings.platform());
            configure(servers, platform);
            loadApplication();
            got(postgres);
            got(kafka);
            String engineHost = got(engine).host();
            configureEngine(engineHost);
            Launch launch = new Launch(
                    settings,
                    progress,
                    servers,
                    engineHost,
                    platform,
                    new CredentialsFile(settings.data()),
                    work.submit(new SampleStep(engineHost, progress)),
                    rehearsal);
            return ScopedValue.where(Launch.CURRENT, launch).call(() -> runServices());
        } finally {
            stopOwn(engine);
        }
    }

    private ContainerEngine findEngine() throws IOException {
        long begun = System.nanoTime();
        ContainerEngine engine = ContainerEngine.find(System.getenv(), settings.data(), progress);
        progress.done(
                (engine.isOwn() ? "started a container engine at " : "container engine at ") + engine.host(), begun);
        return engine;
    }

    private Callable<@Nullable Void> step(Callable<String> work) {
        return () -> {
            long begun = System.nanoTime();
            progress.done(work.call(), begun);
            return null;
        };
    }

    /** Half of the services' start needs no server yet; it is done while those start. */
    private static void loadApplication() {
        try {
            Class.forName(
                    "io.quarkus.runner.ApplicationImpl",
                    true,
                    Thread.currentThread().getContextClassLoader());
        } catch (ClassNotFoundException _) {
            // a test or the development mode has another one, and loads it itself
        }
    }

    private int runServices() {
        AtomicInteger code = new AtomicInteger();
        Quarkus.run(Opening.class, (exitCode, failure) -> {
            code.set(exitCode);
            if (failure != null) {
                progress.say("berth: could not start: " + rootMessage(failure) + " (more in "
                        + settings.data().resolve("berth.log") + ")");
            }
        });
        return code.get();
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        for (Throwable cause = root; cause != null; cause = cause.getCause()) {
            root = cause;
        }
        return root.getClass().getSimpleName() + ": " + root.getMessage();
    }

    private void stopOwn(Future<ContainerEngine> engine) {
        try {
            engine.get().close();
        } catch (ExecutionException _) {
            // there was none to stop
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static <T> T got(Future<T> future) throws IOException {
        try {
            return future.get();
        } catch (ExecutionException failure) {
            switch (failure.getCause()) {
                case Trouble trouble -> throw trouble;
                case IOException io -> throw io;
                case null, default -> throw new Trouble(rootMessage(failure), failure);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new Trouble("interrupted while starting", interrupted);
        }
    }

    /** As system properties, which go before everything that the services have set for themselves. */
    private void configure(Servers servers, String platform) throws IOException {
        LocalSecrets secrets = new LocalSecrets(settings.data());
        Map<String, String> values = new LinkedHashMap<>();
        for (String name : List.of("berth.kafka", "BERTH_KAFKA", "kafka.bootstrap.servers")) {
            values.put(name, servers.bootstrapServers());
        }
        values.put("berth.database.url", servers.databaseUrl());
        values.put("quarkus.http.host", settings.host());
        values.put("quarkus.http.port", Integer.toString(settings.apiPort()));
        values.put("berth.gateway.host", settings.host());
        values.put("berth.gateway.port", Integer.toString(settings.gatewayPort()));
        values.put("berth.gateway.tls.port", Integer.toString(settings.httpsPort()));
        values.put("berth.gateway.tls.authority", settings.authority().toString());
        values.put("berth.gateway.acme.folder", settings.data().resolve("acme").toString());
        values.put("berth.api.url", settings.apiUrl());
        values.put("berth.reconciler.url", settings.apiUrl());
        values.put("berth.reconciler.logs", settings.data().resolve("logs").toString());
        values.put("berth.region", settings.region());
        values.put("berth.platform", platform);
        values.put("berth.kek.file", settings.data().resolve("kek.json").toString());
        values.put("berth.kek.create", "true");
        values.put("berth.internal.secret", secrets.internal());
        values.put("quarkus.log.file.path", settings.data().resolve("berth.log").toString());
        values.forEach(System::setProperty);
    }

    private static void configureEngine(String host) {
        System.setProperty("berth.docker.host", host);
        System.setProperty("DOCKER_HOST", host); // as docker-java reads it
    }
}
