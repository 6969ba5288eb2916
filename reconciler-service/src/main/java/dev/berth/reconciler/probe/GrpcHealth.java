package dev.berth.reconciler.probe;

import dev.berth.reconciler.engine.Address;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * Asks gRPC's standard health service by one request on one HTTP/2 connection. Headers are written without compression
 * and those of the answer are not read: the message says it all.
 */
final class GrpcHealth {

    private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int RESET = 3;
    private static final int SETTINGS = 4;
    private static final int GO_AWAY = 7;
    private static final int END_STREAM = 1;
    private static final int ACK = 1;
    private static final int END_HEADERS = 4;
    private static final int LARGEST_FRAME = 1 << 14;

    /** In the answer, field 1 is the status, and 1 means SERVING. */
    private static final byte[] SERVING = {8, 1};

    /** Empty when it says SERVING, otherwise what was wrong. */
    static Optional<String> ask(Address address, String service, Duration timeout) {
        try (Socket socket = new Socket()) {
            int millis = Math.clamp(timeout.toMillis(), 1, Integer.MAX_VALUE);
            socket.connect(new InetSocketAddress(address.host(), address.port()), millis);
            socket.setSoTimeout(millis);
            request(socket.getOutputStream(), address, service);
            return answer(socket, System.nanoTime() + timeout.toNanos());
        } catch (SocketTimeoutException _) {
            return Optional.of("no answer within " + timeout.toMillis() + " ms");
        } catch (EOFException _) {
            return Optional.of("hung up");
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static void request(OutputStream out, Address address, String service) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(PREFACE);
        frame(all, SETTINGS, 0, 0, new byte[0]);
        frame(all, HEADERS, END_HEADERS, 1, headers(address));
        frame(all, DATA, END_STREAM, 1, message(service));
        out.write(all.toByteArray());
        out.flush();
    }

    private static Optional<String> answer(Socket socket, long end) throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (System.nanoTime() < end) {
            int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
            int type = in.readUnsignedByte();
            int flags = in.readUnsignedByte();
            in.readInt();
            if (length > LARGEST_FRAME) {
                return Optional.of("speaks no HTTP/2");
            }
            byte[] payload = in.readNBytes(length);
            if (type == SETTINGS && (flags & ACK) == 0) {
                frame(socket.getOutputStream(), SETTINGS, ACK, 0, new byte[0]);
            } else if (type == DATA) {
                body.write(payload);
            } else if (type == RESET || type == GO_AWAY) {
                return Optional.of("refused the health check");
            }
            if ((type == DATA || type == HEADERS) && (flags & END_STREAM) != 0) {
                return verdict(body.toByteArray());
            }
        }
        throw new SocketTimeoutException();
    }

    /** Five bytes frame the message. */
    private static Optional<String> verdict(byte[] body) {
        if (body.length <= 5) {
            return Optional.of("has no health service, or nothing of that name");
        }
        boolean serving = body.length == 5 + SERVING.length && body[5] == SERVING[0] && body[6] == SERVING[1];
        return serving ? Optional.empty() : Optional.of("is not SERVING");
    }

    private static byte[] message(String service) throws IOException {
        byte[] name = service.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int length = name.length == 0 ? 0 : 2 + name.length;
        out.write(new byte[] {0, 0, 0, 0, (byte) length});
        if (name.length > 0) {
            out.write(10);
            out.write(name.length);
            out.write(name);
        }
        return out.toByteArray();
    }

    private static byte[] headers(Address address) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        header(out, ":method", "POST");
        header(out, ":scheme", "http");
        header(out, ":path", "/grpc.health.v1.Health/Check");
        header(out, ":authority", address.toString());
        header(out, "content-type", "application/grpc");
        header(out, "te", "trailers");
        return out.toByteArray();
    }

    /** HPACK's literal field without indexing, name and value as they are; both are shorter than 127 bytes. */
    private static void header(ByteArrayOutputStream out, String name, String value) throws IOException {
        out.write(0);
        out.write(name.length());
        out.write(name.getBytes(StandardCharsets.US_ASCII));
        out.write(value.length());
        out.write(value.getBytes(StandardCharsets.US_ASCII));
    }

    private static void frame(OutputStream out, int type, int flags, int stream, byte[] payload) throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(payload.length >>> 16);
        frame.write(payload.length >>> 8);
        frame.write(payload.length);
        frame.write(type);
        frame.write(flags);
        frame.write(new byte[] {0, 0, 0, (byte) stream});
        frame.write(payload);
        out.write(frame.toByteArray());
    }

    private GrpcHealth() {}
}
