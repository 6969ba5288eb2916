package dev.berth.sample;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;

/** A WebSocket (RFC 6455) that sends back each message, until it is closed. */
final class WebSocketEcho {

    /** Of section 1.3 of the RFC. */
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private static final int FINAL = 0x80;
    private static final int OPCODE = 0x0F;
    private static final int CLOSE = 0x8;
    private static final int PING = 0x9;
    private static final int PONG = 0xA;
    private static final int LONGEST = 1024 * 1024;

    private final Exchange exchange;

    WebSocketEcho(Exchange exchange) {
        this.exchange = exchange;
    }

    void run() throws IOException {
        Optional<String> key = exchange.header("sec-websocket-key");
        if (key.isEmpty()) {
            exchange.text(400, "a WebSocket needs Sec-WebSocket-Key\n");
            return;
        }
        exchange.head(
                101,
                "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: " + accept(key.get()) + "\r\n");
        exchange.output().flush();
        exchange.closeAfterwards();
        DataInputStream frames = new DataInputStream(exchange.input());
        while (echo(frames, exchange.output())) {}
    }

    private static boolean echo(DataInputStream in, OutputStream out) throws IOException {
        int first = in.readUnsignedByte();
        byte[] payload = payload(in);
        int opcode = first & OPCODE;
        send(out, opcode == PING ? FINAL | PONG : first, payload);
        return opcode != CLOSE;
    }

    private static byte[] payload(DataInputStream in) throws IOException {
        long length = in.readUnsignedByte() & 0x7F;
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = in.readLong();
        }
        if (length > LONGEST) {
            throw new IOException("a frame of " + length + " bytes");
        }
        byte[] mask = in.readNBytes(4);
        byte[] payload = in.readNBytes((int) length);
        for (int index = 0; index < payload.length; index++) {
            payload[index] ^= mask[index % 4];
        }
        return payload;
    }

    private static void send(OutputStream out, int first, byte[] payload) throws IOException {
        out.write(first);
        if (payload.length < 126) {
            out.write(payload.length);
        } else if (payload.length < 65536) {
            out.write(new byte[] {126, (byte) (payload.length >> 8), (byte) payload.length});
        } else {
            out.write(127);
            for (int shift = 56; shift >= 0; shift -= 8) {
                out.write((int) ((long) payload.length >> shift) & 0xFF);
            }
        }
        out.write(payload);
        out.flush();
    }

    private static String accept(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(ISO_8859_1));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }
}
