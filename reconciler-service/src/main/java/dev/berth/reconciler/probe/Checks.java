package dev.berth.reconciler.probe;

import dev.berth.events.spec.Probe;
import dev.berth.reconciler.engine.Address;
import dev.berth.reconciler.engine.Engine;
import dev.berth.reconciler.engine.Instance;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** Asks one question of an instance, once. Blocks until it is answered or the time is up. */
public final class Checks implements AutoCloseable {

    /** What fits no answer but silence. */
    private static final String TIMED_OUT = "no answer within ";

    /** A proxy in front of a published port accepts for everyone; when nobody listens behind it, it hangs up at once. */
    private static final Duration HANG_UP = Duration.ofMillis(100);

    private final Engine engine;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    public Checks(Engine engine) {
        this.engine = engine;
    }

    /** Empty when the answer is good, otherwise what was wrong with it. */
    Optional<String> ask(Instance instance, Probe.Check check, Duration timeout) {
        return switch (check) {
            case Probe.Tcp tcp -> at(instance, tcp.port(), address -> connect(address, timeout));
            case Probe.Http ask -> at(instance, ask.port(), address -> get(address, ask.path(), timeout));
            case Probe.Grpc grpc -> at(instance, grpc.port(), address -> grpc(address, grpc.service(), timeout));
            case Probe.Exec exec -> execute(instance, exec, timeout);
        };
    }

    /** Empty when what stands before the instance takes connections, or nothing stands there. */
    Optional<String> enter(Instance instance, Duration timeout) {
        return instance.proxy().flatMap(proxy -> connect(proxy, timeout));
    }

    private interface Question {
        Optional<String> ask(Address address);
    }

    private static Optional<String> at(Instance instance, int port, Question question) {
        return instance.address(port)
                .map(question::ask)
                .orElseGet(() -> Optional.of("port " + port + " cannot be reached"));
    }

    private static Optional<String> connect(Address address, Duration timeout) {
        try (Socket socket = new Socket()) {
            InetAddress host = InetAddress.getByName(address.host());
            socket.connect(new InetSocketAddress(host, address.port()), millis(timeout));
            return host.isLoopbackAddress() ? stays(socket) : Optional.empty();
        } catch (SocketTimeoutException _) {
            return Optional.of(TIMED_OUT + timeout.toMillis() + " ms");
        } catch (IOException e) {
            return Optional.of(words(e));
        }
    }

    private static Optional<String> stays(Socket socket) throws IOException {
        socket.setSoTimeout((int) HANG_UP.toMillis());
        try {
            return socket.getInputStream().read() < 0 ? Optional.of("connection refused") : Optional.empty();
        } catch (SocketTimeoutException _) {
            return Optional.empty();
        }
    }

    private Optional<String> get(Address address, String path, Duration timeout) {
        try {
            URI uri = new URI("http", null, address.host(), address.port(), null, null, null)
                    .resolve(path.startsWith("/") ? path : "/" + path);
            HttpRequest request = HttpRequest.newBuilder(uri)
                    .timeout(timeout)
                    .header("User-Agent", "berth-probe")
                    .build();
            int status =
                    http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            return status >= 200 && status < 400 ? Optional.empty() : Optional.of("answered " + status);
        } catch (java.net.http.HttpTimeoutException _) {
            return Optional.of(TIMED_OUT + timeout.toMillis() + " ms");
        } catch (IOException e) {
            return Optional.of(words(e));
        } catch (java.net.URISyntaxException | IllegalArgumentException _) {
            return Optional.of("its path is no path: " + path);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        }
    }

    private Optional<String> grpc(Address address, String service, Duration timeout) {
        return GrpcHealth.ask(address, service, timeout);
    }

    private Optional<String> execute(Instance instance, Probe.Exec exec, Duration timeout) {
        return engine.execute(instance, exec.command(), timeout)
                .map(code -> code == 0 ? Optional.<String>empty() : Optional.of("exited with " + code))
                .orElseGet(() -> Optional.of(TIMED_OUT + timeout.toMillis() + " ms"));
    }

    private static int millis(Duration timeout) {
        return Math.clamp(timeout.toMillis(), 1, Integer.MAX_VALUE);
    }

    private static String words(IOException e) {
        return e.getMessage() == null
                ? e.getClass().getSimpleName()
                : e.getMessage().toLowerCase(java.util.Locale.ROOT);
    }

    @Override
    public void close() {
        http.close();
    }
}
