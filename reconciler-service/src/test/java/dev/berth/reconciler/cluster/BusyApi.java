package dev.berth.reconciler.cluster;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;

/**
 * A way to the API server, in clear, on which all can be told for a while that it is too busy: what was connected is cut
 * off, and whoever comes is sent away.
 */
final class BusyApi implements AutoCloseable {

    private static final byte[] END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TOO_MANY = """
            HTTP/1.1 429 Too Many Requests\r
            Retry-After: 1\r
            Content-Length: 0\r
            Connection: close\r
            \r
            """.getBytes(StandardCharsets.US_ASCII);

    private final URI api;
    private final SSLContext tls;
    private final ServerSocket door;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger refused = new AtomicInteger();
    private volatile boolean busy;

    BusyApi(Config cluster) throws IOException, GeneralSecurityException {
        api = URI.create(cluster.getMasterUrl());
        tls = SSLContext.getInstance("TLS");
        tls.init(null, SSLUtils.trustManagers(cluster), null);
        door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::admit);
    }

    String url() {
        return "http://127.0.0.1:" + door.getLocalPort();
    }

    void busy(boolean isBusy) {
        busy = isBusy;
        if (isBusy) {
            open.forEach(BusyApi::close);
        }
    }

    /** How many were sent away. */
    int refused() {
        return refused.get();
    }

    private void admit() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException _) {
                // closed
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            byte[] head = head(client.getInputStream());
            if (busy) {
                refused.incrementAndGet();
                client.getOutputStream().write(TOO_MANY);
                return;
            }
            try (Socket server = tls.getSocketFactory().createSocket(api.getHost(), api.getPort())) {
                open.add(client);
                server.getOutputStream().write(head);
                Thread back = Thread.ofVirtual().start(() -> pass(server, client));
                pass(client, server);
                back.join();
            } finally {
                open.remove(client);
            }
        } catch (IOException _) {
            // one of them has gone
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static byte[] head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int matched = 0;
        while (matched < END.length) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("no request");
            }
            head.write(next);
            matched = next == END[matched] ? matched + 1 : next == END[0] ? 1 : 0;
        }
        return head.toByteArray();
    }

    /** Whatever comes, as it comes, until one of the two is closed. */
    private static void pass(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException _) {
            // one of them has gone
        } finally {
            close(from);
            close(to);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException _) {
            // it has gone
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        open.forEach(BusyApi::close);
    }
}
