package dev.berth.standalone;

import dev.berth.embedded.Ports;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What can be set by the environment.
 *
 * @param data the folder that keeps everything over restarts
 * @param host the address that the API and the gateway listen on
 * @param database an external PostgreSQL, to be used instead of an embedded one
 * @param kafka an external Kafka, to be used instead of an embedded one
 * @param platform names this Berth to the container engine
 */
record Settings(
        Path data,
        String host,
        int apiPort,
        int gatewayPort,
        int httpsPort,
        int postgresPort,
        int kafkaPort,
        String region,
        Optional<String> database,
        Optional<String> kafka,
        Optional<String> platform) {

    private static final int ANY_FREE = 0;
    private static final int USUAL_HTTPS_PORT = 8443;

    static Settings from(Map<String, String> environment, Path defaultData) {
        Reader reader = new Reader(environment);
        return new Settings(
                reader.text("BERTH_DATA")
                        .map(Path::of)
                        .orElse(defaultData)
                        .toAbsolutePath()
                        .normalize(),
                reader.text("BERTH_HOST").orElse("127.0.0.1"),
                reader.port("BERTH_API_PORT", 8080),
                reader.port("BERTH_GATEWAY_PORT", 8090),
                // nobody has to have HTTPS, so that what nobody asked for is no reason not to start
                reader.port("BERTH_GATEWAY_TLS_PORT", Ports.isFree(USUAL_HTTPS_PORT) ? USUAL_HTTPS_PORT : ANY_FREE),
                reader.port("BERTH_POSTGRES_PORT", ANY_FREE),
                reader.port("BERTH_KAFKA_PORT", ANY_FREE),
                reader.text("BERTH_REGION").orElse("fr-par"),
                reader.text("BERTH_DATABASE_URL"),
                reader.text("BERTH_KAFKA"),
                reader.text("BERTH_PLATFORM_ID"));
    }

    /** For a start that is thrown away: it touches nothing of this one. */
    Settings forRehearsal(Path folder) {
        return new Settings(
                folder,
                "127.0.0.1",
                Ports.free(),
                Ports.free(),
                Ports.free(),
                Ports.free(),
                Ports.free(),
                region,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** Where this machine itself reaches what listens on {@link #host}. */
    String reachableHost() {
        return switch (host) {
            case "0.0.0.0", "::" -> "127.0.0.1";
            default -> host;
        };
    }

    String apiUrl() {
        return "http://" + reachableHost() + ":" + apiPort;
    }

    /** Where the gateway keeps the authority that certifies containers' hosts. */
    Path authority() {
        return data.resolve("tls");
    }

    private record Reader(Map<String, String> environment) {

        Optional<String> text(String name) {
            return Optional.ofNullable(environment.get(name)).map(String::strip).filter(value -> !value.isEmpty());
        }

        int port(String name, int otherwise) {
            int port = text(name).map(value -> port(name, value)).orElse(otherwise);
            return port == ANY_FREE ? Ports.free() : port;
        }

        private static int port(String name, String value) {
            try {
                int port = Integer.parseInt(value);
                if (port >= 0 && port <= 65_535) {
                    return port;
                }
            } catch (NumberFormatException _) {
                // said below
            }
            throw new Trouble(name + "=" + value + " is not a port; give a number up to 65535");
        }
    }
}
