package dev.berth.standalone;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Where a Docker-compatible engine may listen, as {@code DOCKER_HOST} spells it. */
record EngineAddress(String host) {

    /** The socket of a Docker that was installed in the usual way. */
    static final EngineAddress DEFAULT = unix(Path.of("/var/run/docker.sock"));

    private static final int DOCKER_PORT = 2375;

    /** Where to look: what the environment names, and nothing else then; otherwise the usual sockets. */
    static List<EngineAddress> candidates(Map<String, String> environment) {
        String named = environment.getOrDefault("DOCKER_HOST", "").strip();
        if (!named.isEmpty()) {
            return List.of(new EngineAddress(named));
        }
        List<EngineAddress> usual = new ArrayList<>();
        usual.add(DEFAULT);
        Optional.ofNullable(environment.get("XDG_RUNTIME_DIR"))
                .ifPresent(runtime -> Stream.of("docker.sock", "podman/podman.sock")
                        .forEach(socket -> usual.add(unix(Path.of(runtime, socket)))));
        usual.add(unix(Path.of("/run/podman/podman.sock")));
        Path home = Path.of(System.getProperty("user.home"));
        Stream.of(".docker/run/docker.sock", ".colima/default/docker.sock", ".rd/docker.sock")
                .forEach(socket -> usual.add(unix(home.resolve(socket))));
        return usual;
    }

    private static EngineAddress unix(Path socket) {
        return new EngineAddress("unix://" + socket);
    }

    /** Whether an engine answers there. */
    boolean answers() {
        try {
            Optional<SocketAddress> address = address();
            return address.isPresent() && ping(address.get());
        } catch (IOException | IllegalArgumentException _) {
            return false; // nobody there, or not for us
        }
    }

    private Optional<SocketAddress> address() {
        URI uri = URI.create(host);
        return switch (uri.getScheme() == null ? "" : uri.getScheme()) {
            case "unix" -> socket(Path.of(uri.getPath()));
            case "tcp", "http" ->
                Optional.of(new InetSocketAddress(uri.getHost(), uri.getPort() < 0 ? DOCKER_PORT : uri.getPort()));
            default -> Optional.empty();
        };
    }

    private static Optional<SocketAddress> socket(Path path) {
        return Files.exists(path) ? Optional.of(UnixDomainSocketAddress.of(path)) : Optional.empty();
    }

    private static boolean ping(SocketAddress address) throws IOException {
        StandardProtocolFamily family =
                address instanceof UnixDomainSocketAddress ? StandardProtocolFamily.UNIX : StandardProtocolFamily.INET;
        try (SocketChannel channel = SocketChannel.open(family)) {
            channel.connect(address);
            channel.write(StandardCharsets.US_ASCII.encode("GET /_ping HTTP/1.0\r\nHost: engine\r\n\r\n"));
            ByteBuffer answer = ByteBuffer.allocate("HTTP/1.0 200".length());
            while (answer.hasRemaining() && channel.read(answer) >= 0) {
                // the first line tells
            }
            return StandardCharsets.US_ASCII.decode(answer.flip()).toString().endsWith(" 200");
        }
    }
}
