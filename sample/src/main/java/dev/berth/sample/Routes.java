package dev.berth.sample;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the sample answers, and which troubles it can be asked for. */
final class Routes {

    private static final int MEGABYTE = 1024 * 1024;
    private static final int CONNECT_MILLIS = 1_000;

    private final Map<String, String> environment;
    private final List<String> arguments;
    private final long started = System.nanoTime();
    private final List<byte[]> held = new ArrayList<>();

    Routes(Map<String, String> environment, List<String> arguments) {
        this.environment = environment;
        this.arguments = arguments;
    }

    String greeting() {
        return environment.getOrDefault("GREETING", "Hello from Berth") + "\n";
    }

    void answer(Exchange exchange) throws IOException, InterruptedException {
        switch (exchange.path()) {
            case "/" -> exchange.text(200, greeting());
            case "/health" -> health(exchange);
            case "/echo" -> exchange.json(200, echo(exchange));
            case "/env" -> environmentVariable(exchange);
            case "/arguments" -> exchange.text(200, String.join(" ", arguments) + "\n");
            case "/log" -> log(exchange);
            case "/sleep" -> sleep(exchange);
            case "/fail" -> exchange.text(exchange.number("status", 500), "failed as asked\n");
            case "/exit" -> exit(exchange);
            case "/stream" -> stream(exchange);
            case "/memory" -> memory(exchange);
            case "/disk" -> disk(exchange);
            case "/file" -> file(exchange);
            case "/cpu" -> cpu(exchange);
            case "/connect" -> connect(exchange);
            case "/large" ->
                exchange.send(200, "application/octet-stream", new byte[exchange.number("bytes", MEGABYTE)]);
            case "/ws" -> new WebSocketEcho(exchange).run();
            default -> exchange.text(404, "the sample has no " + exchange.path() + "\n");
        }
    }

    private void health(Exchange exchange) throws IOException {
        long upMillis = (System.nanoTime() - started) / 1_000_000;
        boolean healthy = Optional.ofNullable(environment.get("UNHEALTHY_AFTER_MS"))
                .map(limit -> upMillis < Long.parseLong(limit))
                .orElse(true);
        exchange.text(healthy ? 200 : 503, healthy ? "healthy\n" : "unhealthy as asked\n");
    }

    private static String echo(Exchange exchange) {
        StringBuilder headers = new StringBuilder();
        exchange.headers()
                .forEach((name, value) -> headers.append(headers.isEmpty() ? "" : ",")
                        .append(Json.text(name))
                        .append(':')
                        .append(Json.text(value)));
        return "{\"method\":" + Json.text(exchange.method()) + ",\"path\":" + Json.text(exchange.path())
                + ",\"headers\":{" + headers + "},\"body\":" + Json.text(exchange.body()) + "}\n";
    }

    private void environmentVariable(Exchange exchange) throws IOException {
        String name = exchange.parameter("name").orElse("");
        Optional<String> value = Optional.ofNullable(environment.get(name));
        exchange.text(value.isPresent() ? 200 : 404, value.orElse("") + "\n");
    }

    private static void sleep(Exchange exchange) throws IOException, InterruptedException {
        int millis = exchange.number("ms", 1_000);
        Thread.sleep(millis);
        exchange.text(200, "slept " + millis + " ms\n");
    }

    private static void exit(Exchange exchange) throws IOException {
        int code = exchange.number("code", 1);
        System.out.println("sample: told to exit with " + code);
        exchange.closeAfterwards();
        exchange.text(200, "exiting\n");
        Runtime.getRuntime().halt(code);
    }

    private static void stream(Exchange exchange) throws IOException, InterruptedException {
        int chunks = exchange.number("chunks", 10);
        exchange.beginChunks("text/plain; charset=utf-8");
        for (int chunk = 0; chunk < chunks; chunk++) {
            exchange.chunk("chunk " + chunk + "\n");
            Thread.sleep(exchange.number("ms", 100));
        }
        exchange.chunk("");
    }

    private void memory(Exchange exchange) throws IOException {
        exchange.text(200, "holding " + hold(exchange.number("mb", 16)) + " MB\n");
    }

    /** Takes so much more memory, and answers how much it has. */
    int hold(int megabytes) {
        synchronized (held) {
            for (int megabyte = 0; megabyte < megabytes; megabyte++) {
                byte[] block = new byte[MEGABYTE];
                for (int page = 0; page < MEGABYTE; page += 4096) {
                    block[page] = 1; // only touched pages count
                }
                held.add(block);
            }
            return held.size();
        }
    }

    /** Writes so much more to the disk. */
    private static void disk(Exchange exchange) throws IOException {
        Path file = Path.of("/tmp/kept");
        byte[] block = new byte[MEGABYTE];
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (int megabyte = 0; megabyte < exchange.number("mb", 16); megabyte++) {
                out.write(block);
            }
        }
        exchange.text(200, "keeping " + Files.size(file) / MEGABYTE + " MB\n");
    }

    /** Writes a text to a file, or tells what is in one: so it is seen what outlives an instance. */
    private static void file(Exchange exchange) throws IOException {
        Path file = Path.of(exchange.parameter("path").orElse("/tmp/note"));
        String kept;
        try {
            Optional<String> text = exchange.parameter("text");
            if (text.isPresent()) {
                Files.writeString(file, text.get());
            }
            kept = Files.readString(file);
        } catch (NoSuchFileException _) {
            exchange.text(404, "there is no " + file + "\n");
            return;
        } catch (IOException refusal) {
            exchange.text(403, refusal.getMessage() + "\n");
            return;
        }
        exchange.text(200, kept + "\n");
    }

    private static void log(Exchange exchange) throws IOException {
        String text = exchange.parameter("text").orElse("");
        boolean error = exchange.parameter("stream").orElse("").equals("stderr");
        (error ? System.err : System.out).println(text);
        exchange.text(200, "written\n");
    }

    private static void cpu(Exchange exchange) throws IOException {
        int millis = exchange.number("ms", 1_000);
        long end = System.nanoTime() + millis * 1_000_000L;
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        exchange.text(200, "busy for " + millis + " ms\n");
    }

    /** Tells whether this container can reach an address: what the platform must prevent is tested with it. */
    private static void connect(Exchange exchange) throws IOException {
        String host = exchange.parameter("host").orElse("127.0.0.1");
        int port = exchange.number("port", 80);
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
            exchange.text(200, "connected\n");
        } catch (IOException failure) {
            exchange.text(200, "refused: " + failure.getMessage() + "\n");
        }
    }
}
