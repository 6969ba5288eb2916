package dev.berth.sample;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A small web server of {@code java.base} alone, so that it starts in a few hundredths of a second. It listens on
 * {@code PORT} (8080 by default), and speaks HTTP/1.1, or HTTP/2 to who begins with it. Its environment can hold back
 * or break the start:
 *
 * <ul>
 *   <li>{@code START_DELAY_MS}: waits so long before it listens
 *   <li>{@code EXIT_AT_START}: ends at once with this code
 *   <li>{@code LISTEN=false}: never listens
 *   <li>{@code HOLD_MB_AT_START}: takes so much memory before it listens, and keeps it
 *   <li>{@code DEAF_AFTER_MS}: so long after it has begun to listen it stops, and lives on
 *   <li>{@code UNHEALTHY_AFTER_MS}: from then on {@code /health} answers 503
 *   <li>{@code GREETING}: what {@code /} answers
 * </ul>
 */
public final class Sample {

    private static final int BACKLOG = 1024;
    private static final int STACK_BYTES = 256 * 1024;
    private static final long DRAIN_MILLIS = 8_000;

    private final ServerSocket listening;
    private final Routes routes;
    private final AtomicInteger underWay = new AtomicInteger();
    private volatile boolean draining;

    private Sample(ServerSocket listening, Routes routes) {
        this.listening = listening;
        this.routes = routes;
    }

    public static void main(String[] arguments) throws Exception {
        Map<String, String> environment = System.getenv();
        if (environment.containsKey("EXIT_AT_START")) {
            System.out.println("sample: told to exit at start");
            System.exit(Integer.parseInt(environment.get("EXIT_AT_START")));
        }
        Thread.sleep(Long.parseLong(environment.getOrDefault("START_DELAY_MS", "0")));
        if (environment.getOrDefault("LISTEN", "true").equals("false")) {
            System.out.println("sample: told not to listen");
            Thread.currentThread().join();
        }
        int port = Integer.parseInt(environment.getOrDefault("PORT", "8080"));
        Routes routes = new Routes(environment, List.of(arguments));
        routes.hold(Integer.parseInt(environment.getOrDefault("HOLD_MB_AT_START", "0")));
        Sample sample = start(port, routes);
        System.out.println("sample: listening on port " + sample.port());
        sample.endInOrder();
        if (environment.containsKey("DEAF_AFTER_MS")) {
            sample.turnDeafAfter(Long.parseLong(environment.get("DEAF_AFTER_MS")));
        }
        sample.serve();
    }

    /** Listens on a port, 0 for any that is free; requests are answered once {@link #serve} runs. */
    static Sample start(int port, Routes routes) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(port), BACKLOG);
        return new Sample(socket, routes);
    }

    int port() {
        return listening.getLocalPort();
    }

    /** Takes connections until {@link #stop}. */
    void serve() {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                new Thread(null, () -> converse(socket), "connection", STACK_BYTES).start();
            } catch (IOException failure) {
                if (!listening.isClosed()) {
                    System.out.println("sample: could not take a connection: " + failure.getMessage());
                }
            }
        }
    }

    /** Takes no more connections, and waits for the requests under way. */
    void stop() throws IOException, InterruptedException {
        draining = true;
        listening.close();
        long deadline = System.currentTimeMillis() + DRAIN_MILLIS;
        while (underWay.get() > 0 && System.currentTimeMillis() < deadline) {
            Thread.sleep(5);
        }
    }

    private void turnDeafAfter(long millis) {
        new Thread(() -> {
                    try {
                        Thread.sleep(millis);
                        listening.close();
                        System.out.println("sample: listens no longer, as told");
                        Thread.currentThread().join();
                    } catch (IOException | InterruptedException failure) {
                        System.out.println("sample: did not turn deaf: " + failure.getMessage());
                    }
                })
                .start();
    }

    private void endInOrder() {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                stop();
            } catch (IOException | InterruptedException failure) {
                System.out.println("sample: did not end in order: " + failure.getMessage());
            }
        }));
    }

    private void converse(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            Exchange exchange = new Exchange(socket);
            while (exchange.awaitRequest()) {
                if (exchange.beginsHttp2()) {
                    new Http2(exchange, routes.greeting()).run();
                    return;
                }
                underWay.incrementAndGet();
                try {
                    answer(exchange);
                } finally {
                    underWay.decrementAndGet();
                }
                if (draining || !exchange.keepsAlive()) {
                    return;
                }
            }
        } catch (IOException _) {
            // the client went away, and with it the only one who could be told
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(Exchange exchange) throws IOException, InterruptedException {
        if (draining) {
            exchange.closeAfterwards();
        }
        try {
            routes.answer(exchange);
        } catch (IllegalArgumentException wrong) {
            exchange.text(400, "bad request: " + wrong.getMessage() + "\n");
        }
    }
}
