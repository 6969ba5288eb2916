package dev.berth.gateway.knative;

import dev.berth.gateway.ingress.Door;
import dev.berth.gateway.ingress.Ingress;
import dev.berth.gateway.ingress.Ingresses;
import dev.berth.gateway.ingress.Probe;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.jboss.logging.Logger;

/**
 * Asks gateways, by their own listeners and through to what they lead to, which version of an Ingress they serve. A request's
 * answer is the only proof; whoever answers, with whatever status, was reached.
 */
final class Prober {

    private static final Logger LOG = Logger.getLogger(Prober.class);
    private static final int PATIENCE_MILLIS = 10_000;
    private static final int LONGEST_HEAD = 200;

    private final InetAddress self;
    private final Ports ports;
    private final Optional<String> peers;
    private final SSLContext tls;

    /** Where gateways listen. */
    record Ports(int everybody, OptionalInt https, int cluster) {

        int of(Probe probe) {
            return probe.door() == Door.INTERNAL ? cluster : probe.https() ? https.orElse(everybody) : everybody;
        }
    }

    /**
     * A prober.
     *
     * @param self where this gateway listens
     * @param peers a DNS name with the addresses of all gateways
     */
    Prober(InetAddress self, Ports ports, Optional<String> peers) {
        this.self = self;
        this.ports = ports;
        this.peers = peers;
        this.tls = trusting();
    }

    /** Whether all gateways serve this very version. */
    boolean isServed(Ingress ingress) {
        try {
            for (InetAddress gateway : gateways()) {
                for (Probe probe : ingress.probes()) {
                    if (!isServed(gateway, probe, ingress.hash())) {
                        return false;
                    }
                }
            }
            return true;
        } catch (IOException e) {
            LOG.debugf(e, "cannot ask whether Ingress %s is served", ingress.name());
            return false;
        }
    }

    private List<InetAddress> gateways() throws IOException {
        List<InetAddress> all = new ArrayList<>(List.of(self));
        if (peers.isPresent()) {
            all.addAll(Arrays.asList(InetAddress.getAllByName(peers.get())));
        }
        return all;
    }

    private boolean isServed(InetAddress gateway, Probe probe, String hash) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(gateway, ports.of(probe)), PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            if (!probe.https()) {
                return answers(socket, probe, hash);
            }
            try (SSLSocket secure =
                    (SSLSocket) tls.getSocketFactory().createSocket(socket, probe.host(), ports.of(probe), true)) {
                SSLParameters parameters = secure.getSSLParameters();
                parameters.setServerNames(List.of(new SNIHostName(probe.host())));
                secure.setSSLParameters(parameters);
                return answers(secure, probe, hash);
            }
        }
    }

    private static boolean answers(Socket socket, Probe probe, String hash) throws IOException {
        socket.getOutputStream().write(request(probe).getBytes(StandardCharsets.UTF_8));
        BufferedReader head =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
        String expected = (Ingresses.HASH_HEADER + ": " + hash).toLowerCase(Locale.ROOT);
        for (int i = 0; i < LONGEST_HEAD; i++) {
            String line = head.readLine();
            if (line == null || line.isEmpty()) {
                return false;
            }
            if (line.toLowerCase(Locale.ROOT).equals(expected)) {
                return true;
            }
        }
        return false;
    }

    private static String request(Probe probe) {
        StringBuilder request = new StringBuilder()
                .append("GET %s HTTP/1.1\r\nHost: %s\r\n".formatted(probe.path(), probe.host()))
                .append("User-Agent: berth-gateway-probe\r\nConnection: close\r\nK-Network-Probe: probe\r\n")
                .append("%s: %s\r\n".formatted(Ingresses.HASH_HEADER, Ingresses.HASH_WANTED));
        probe.headers().forEach((name, value) -> request.append("%s: %s\r\n".formatted(name, value)));
        return request.append("\r\n").toString();
    }

    /** It is not about who answers, but what: the certificate may be of an authority that only clients know. */
    private static SSLContext trusting() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Anybody()}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK knows TLS", e);
        }
    }

    private static final class Anybody implements X509TrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
