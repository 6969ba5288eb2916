package dev.berth.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import dev.berth.embedded.Ports;
import dev.berth.gateway.tls.Keytool;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.net.PemTrustOptions;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A certificate authority that speaks ACME, which Let's Encrypt makes for tests; its program is at home below {@code target/}. */
final class Pebble implements AutoCloseable {

    private static final Path MODULE = Path.of("src/test/pebble").toAbsolutePath();
    private static final Path PROGRAM = Path.of("target/pebble/pebble").toAbsolutePath();
    private static final String CUSTOMER = "customer-1";
    private static final String CUSTOMERS_KEY = "zWNDZM6eQGHWpSRTPal5eIUYFTu7EajVIoguysqZ9wG44nMEtx3MUAsUDkMTQ12W";
    private static final String PACKAGE = "github.com/letsencrypt/pebble/v2/cmd/pebble";
    /** What is said where there is no network, or no registry in it, and by a Go that is too old. */
    private static final Pattern UNREACHABLE =
            Pattern.compile("dial tcp|i/o timeout|TLS handshake timeout|connection refused|no such host");

    private static final Pattern TOO_OLD =
            Pattern.compile("invalid go version|requires go >=|toolchain not available|unknown directive: tool");

    private final Path folder;
    private final int port = Ports.free();
    private final int managementPort = Ports.free();
    private boolean customersOnly;
    private Optional<Process> process = Optional.empty();

    /** One that does not run yet, and keeps its files in that folder. */
    Pebble(Path folder) {
        this.folder = folder;
        Keytool.write(folder, "pebble", "localhost", "EC");
    }

    /** Builds the program, where that is possible; if not, why. */
    static Optional<String> build() throws IOException, InterruptedException {
        if (Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .noneMatch(bin -> Files.isExecutable(Path.of(bin, "go")))) {
            return Optional.of("this machine has no go");
        }
        Process go = new ProcessBuilder("timeout", "900", "go", "build", "-o", PROGRAM.toString(), PACKAGE)
                .directory(MODULE.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(go.getInputStream().readAllBytes(), UTF_8);
        if (go.waitFor() == 0) {
            return Optional.empty();
        }
        if (UNREACHABLE.matcher(said).find()) {
            return Optional.of("its package registry cannot be reached");
        }
        if (TOO_OLD.matcher(said).find()) {
            return Optional.of("it takes a newer go than this machine has");
        }
        throw new AssertionError(said);
    }

    String directory() {
        return "https://localhost:" + port + "/dir";
    }

    /** It is to certify none but its customers; answers settings of a gateway that is one. */
    Map<String, String> serveCustomersOnly() {
        customersOnly = true;
        return Map.of("acme.key-id", CUSTOMER, "acme.mac-key", CUSTOMERS_KEY, "acme.profile", "only");
    }

    /** The certificate that it shows whoever orders; another one than that which it signs with. */
    String shown() {
        return folder.resolve("pebble.crt").toString();
    }

    /** Starts it: it looks for challenges at that port of what that DNS server tells, and certifies for so long. */
    void start(int challengePort, String dns, int seconds) throws IOException {
        Path config = Files.writeString(folder.resolve("pebble.json"), """
                {"pebble": {
                  "listenAddress": "127.0.0.1:%d", "managementListenAddress": "127.0.0.1:%d",
                  "certificate": "pebble.crt", "privateKey": "pebble.key",
                  "httpPort": %d, "tlsPort": 1, "keyAlgorithm": "ecdsa", "retryAfter": {"authz": 1, "order": 1},
                  "externalAccountBindingRequired": %s, "externalAccountMACKeys": {"%s": "%s"},
                  "profiles": {"only": {"description": "the one there is", "validityPeriod": %d}}
                }}
                """.formatted(
                        port, managementPort, challengePort, customersOnly, CUSTOMER, CUSTOMERS_KEY, seconds));
        ProcessBuilder program = new ProcessBuilder(PROGRAM.toString(), "-config", config.toString(), "-dnsserver", dns)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("pebble.log").toFile());
        program.environment().put("PEBBLE_VA_NOSLEEP", "1");
        process = Optional.of(program.start());
        await().until(() -> answers(port) && answers(managementPort));
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException _) {
            return false;
        }
    }

    /** The file of the authority that browsers would know, were it a real one. */
    String root(Vertx vertx) throws IOException {
        HttpClient client = vertx.createHttpClient(
                new HttpClientOptions().setSsl(true).setTrustOptions(new PemTrustOptions().addCertPath(shown())));
        try {
            String pem = Rig.get(client.request(HttpMethod.GET, managementPort, "localhost", "/roots/0")
                            .compose(request -> request.send().compose(response -> response.body())))
                    .toString();
            return Files.writeString(folder.resolve("root.crt"), pem).toString();
        } finally {
            Rig.get(client.close());
        }
    }

    @Override
    public void close() {
        process.ifPresent(running -> running.destroyForcibly().onExit().join());
    }
}
