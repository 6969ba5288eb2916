package dev.berth.gateway;

import dev.berth.gateway.acme.AcmeConfig;
import dev.berth.gateway.knative.KnativeConfig;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** How the gateway is set up. */
@ConfigMapping(prefix = "berth.gateway")
public interface GatewayConfig {

    /** Where it listens; loopback, unless somebody wants it otherwise. */
    @WithDefault("127.0.0.1")
    String host();

    /** Where it listens; 0 for any free port. */
    @WithDefault("8090")
    int port();

    /** Containers answer at {@code <label>.<base domain>}. */
    @WithDefault("localhost")
    String baseDomain();

    /** Where clients find the gateway, as API answers spell it; not read here. */
    Optional<String> publicUrlScheme();

    /** Where clients find the gateway, as API answers spell it; not read here. */
    Optional<Integer> publicUrlPort();

    /** Where clients find the gateway's HTTPS, as API answers spell it; not read here. */
    Optional<Integer> publicUrlHttpsPort();

    /** How many event loops serve; 0 for one per processor. */
    @WithDefault("0")
    int eventLoops();

    /** Whether {@code X-Forwarded-*} of clients is believed: only behind a proxy that sets it. */
    @WithDefault("false")
    boolean trustForwarded();

    /** How long a connection may be open with no request under way; also bounds how long a request head may take. */
    @WithDefault("60s")
    Duration idleTimeout();

    /** How long the request line may be, bytes. */
    @WithDefault("16384")
    int maxRequestLine();

    /** How long all headers of a request together may be, bytes. */
    @WithDefault("32768")
    int maxHeaders();

    /** How long running requests may take to end at shutdown. */
    @WithDefault("30s")
    Duration drain();

    /** How long requests wait for a container that once answered and now is in trouble. */
    @WithDefault("5s")
    Duration troubledHold();

    Queue queue();

    Upstream upstream();

    Tls tls();

    AcmeConfig acme();

    KnativeConfig knative();

    /** How many requests may wait for instances. */
    interface Queue {
        @WithDefault("1000")
        int perContainer();

        @WithDefault("10000")
        int total();
    }

    /** HTTPS, which is listened for where there are certificates, or are to be, or an authority of our own. */
    interface Tls {
        /** Where HTTPS is listened for; 0 for any free port. */
        @WithDefault("8443")
        int port();

        /** Where clients reach that port, if not there; redirects lead to it. */
        OptionalInt publicPort();

        /** A folder of {@code <hostname>.crt} and {@code <hostname>.key}, kept by somebody else. */
        Optional<Path> certificates();

        /** How often that folder is looked at for certificates that were renewed. */
        @WithDefault("10s")
        Duration reload();

        /** A folder for an authority of our own, made when there is none; it certifies hosts that the other folder lacks. */
        Optional<Path> authority();
    }

    /** Connections to instances. */
    interface Upstream {
        /** Instances are near; one that takes longer is not there. */
        @WithDefault("2s")
        Duration connectTimeout();

        /** How long an unused connection is kept: shorter than Node's 5 s, so that it is we who close. */
        @WithDefault("4s")
        Duration keepAlive();

        /** How many connections each event loop opens to one instance. */
        @WithDefault("4096")
        int maxConnections();
    }
}
