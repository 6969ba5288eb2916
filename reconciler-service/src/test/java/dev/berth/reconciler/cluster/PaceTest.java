package dev.berth.reconciler.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.berth.reconciler.engine.EngineRefused;
import dev.berth.reconciler.engine.EngineUnreachable;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a cluster is asked that has enough to do, by a client and a server that speak HTTP. */
class PaceTest {

    private static final Duration A_SECOND = Duration.ofSeconds(1);
    private static final int PARALLEL = 16;

    /** What the server does with a request. */
    private interface Answer {
        void to(HttpExchange request, int number) throws IOException;
    }

    private final Pace pace = new Pace();
    private final Asked asked = new Asked(pace);
    private final ExecutorService tasks = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Long> arrivals = new CopyOnWriteArrayList<>();
    private volatile Answer answer = (request, _) -> serve(request);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private HttpServer server;

    @SuppressWarnings("NullAway.Init")
    private KubernetesClient client;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(tasks);
        server.createContext("/", request -> {
            int number;
            synchronized (arrivals) {
                arrivals.add(System.nanoTime());
                number = arrivals.size();
            }
            answer.to(request, number);
            request.close();
        });
        server.start();
        Path kubeconfig = Files.writeString(
                folder.resolve("kubeconfig"), """
                apiVersion: v1
                kind: Config
                clusters: [{name: it, cluster: {server: "http://127.0.0.1:%d"}}]
                contexts: [{name: it, context: {cluster: it}}]
                current-context: it
                """.formatted(server.getAddress().getPort()));
        client = pace.client(KubernetesEngine.config(Optional.of(kubeconfig), Duration.ofSeconds(10)));
    }

    @AfterEach
    void stop() {
        client.close();
        server.stop(0);
        tasks.close();
    }

    @Test
    void a_cluster_that_asks_to_be_spared_is_asked_again_when_its_time_is_over() {
        answer = (request, number) -> {
            if (number == 1) {
                refuse(request, 429, "1");
            } else {
                serve(request);
            }
        };

        assertThat(ask()).isEqualTo("1.34");

        assertThat(arrivals).hasSize(2);
        assertThat(between(0, 1)).isGreaterThanOrEqualTo(A_SECOND);
    }

    @Test
    void what_one_was_told_goes_for_all() throws Exception {
        answer = (request, number) -> {
            if (number == 1) {
                refuse(request, 429, "1");
            } else {
                serve(request);
            }
        };
        Future<String> first = tasks.submit(this::ask);
        await().until(() -> pace.left().isPositive());

        List<Future<String>> others =
                IntStream.range(0, 5).mapToObj(_ -> tasks.submit(this::ask)).toList();

        assertThat(first.get()).isEqualTo("1.34");
        for (Future<String> other : others) {
            assertThat(other.get()).isEqualTo("1.34");
        }
        assertThat(arrivals).hasSize(7);
        assertThat(between(0, 1)).isGreaterThanOrEqualTo(A_SECOND);
    }

    @Test
    void a_cluster_is_asked_few_questions_at_a_time() throws Exception {
        CyclicBarrier full = new CyclicBarrier(PARALLEL);
        answer = (request, _) -> {
            meet(full);
            serve(request);
        };

        List<Future<String>> all = IntStream.range(0, 3 * PARALLEL)
                .mapToObj(_ -> tasks.submit(this::ask))
                .toList();

        await().until(() -> arrivals.size() >= PARALLEL);
        for (Future<String> one : all) {
            assertThat(one.get()).isEqualTo("1.34");
        }
        assertThat(arrivals).hasSize(3 * PARALLEL);
    }

    @Test
    void a_cluster_that_never_has_time_is_not_asked_for_ever() {
        answer = (request, _) -> refuse(request, 429, "0");

        assertThatThrownBy(this::ask)
                .isInstanceOf(EngineUnreachable.class)
                .hasMessageStartingWith("the cluster did not tell its version: ");

        assertThat(arrivals).hasSize(4);
    }

    @Test
    void a_cluster_that_stops_says_when_to_come_back() {
        answer = (request, number) -> {
            if (number == 1) {
                refuse(request, 503, "1");
            } else {
                serve(request);
            }
        };

        assertThat(ask()).isEqualTo("1.34");

        assertThat(between(0, 1)).isGreaterThanOrEqualTo(A_SECOND);
    }

    @Test
    void a_connection_that_was_cut_off_is_made_anew() {
        answer = (request, number) -> {
            if (number > 1) {
                serve(request);
            }
        };

        assertThat(ask()).isEqualTo("1.34");
    }

    @Test
    void a_refusal_is_an_answer() {
        answer = (request, _) -> refuse(request, 403, "1");

        assertThatThrownBy(this::ask).isInstanceOf(EngineRefused.class);

        assertThat(arrivals).hasSize(1);
        assertThat(pace.left().isPositive()).isFalse();
    }

    private String ask() {
        return asked.of("tell its version", () -> {
            var version = client.getKubernetesVersion();
            return version.getMajor() + "." + version.getMinor();
        });
    }

    private Duration between(int one, int other) {
        return Duration.ofNanos(arrivals.get(other) - arrivals.get(one));
    }

    private static void meet(CyclicBarrier barrier) throws IOException {
        try {
            barrier.await(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    private static void serve(HttpExchange request) throws IOException {
        byte[] version =
                "{\"major\": \"1\", \"minor\": \"34\", \"gitVersion\": \"v1.34.0\"}".getBytes(StandardCharsets.UTF_8);
        request.getResponseHeaders().add("Content-Type", "application/json");
        request.sendResponseHeaders(200, version.length);
        request.getResponseBody().write(version);
    }

    private static void refuse(HttpExchange request, int code, String seconds) throws IOException {
        request.getResponseHeaders().add("Retry-After", seconds);
        request.sendResponseHeaders(code, -1);
    }
}
