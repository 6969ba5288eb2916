package dev.berth.api.logs;

import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers as a reconciler does that knows two lines of every container, and notes what it was asked. */
public final class PlayedReconciler implements QuarkusTestResourceLifecycleManager {

    static final String SECRET = "a secret of this test";

    private static final String LINES = """
            {"lines": [
              {"id": "2d1b", "instance": "abc", "time": "2026-05-01T12:00:01.5Z", "source": "STDERR", "text": "oh"},
              {"id": "1d0a", "instance": "abc", "time": "2026-05-01T12:00:00Z", "source": "STDOUT", "text": "hello"}
            ], "total": 7}
            """;

    final List<String> asked = new CopyOnWriteArrayList<>();
    volatile int status = 200;
    private final HttpServer server = serve();

    @Override
    public Map<String, String> start() {
        server.start();
        return Map.of(
                "berth.internal.secret",
                SECRET,
                "berth.reconciler.url",
                "http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(this, new TestInjector.MatchesType(PlayedReconciler.class));
    }

    @Override
    public void stop() {
        server.stop(0);
    }

    private HttpServer serve() {
        try {
            HttpServer made = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            made.createContext("/", exchange -> {
                asked.add(exchange.getRequestHeaders().getFirst("X-Berth-Internal") + " " + exchange.getRequestURI());
                byte[] body = LINES.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(status, body.length);
                exchange.getResponseBody().write(body);
                exchange.close();
            });
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
