package dev.berth.gateway;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A bare connection, for what no well-behaved client would send. */
final class Wire implements AutoCloseable {

    private final Socket socket;
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();

    Wire(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
    }

    Wire send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
        return this;
    }

    /** All that came until this text, or until the other side closed; fails when neither happens in a minute. */
    String readUntil(String text) throws IOException {
        socket.setSoTimeout((int) Duration.ofSeconds(60).toMillis());
        InputStream in = socket.getInputStream();
        byte[] bytes = new byte[8192];
        while (!received().contains(text)) {
            int count = in.read(bytes);
            if (count < 0) {
                return received();
            }
            received.write(bytes, 0, count);
        }
        return received();
    }

    /** All that comes until the other side closes. */
    String readAll() throws IOException {
        return readUntil("\0never\0");
    }

    /** Whether the other side closes within that time. */
    boolean closesWithin(Duration time) throws IOException {
        socket.setSoTimeout((int) time.toMillis());
        try {
            int count;
            byte[] bytes = new byte[8192];
            while ((count = socket.getInputStream().read(bytes)) >= 0) {
                received.write(bytes, 0, count);
            }
            return true;
        } catch (SocketTimeoutException _) {
            return false;
        }
    }

    String received() {
        return received.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
