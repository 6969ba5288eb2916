package dev.berth.sample;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/**
 * HTTP/2 without TLS, for clients that begin with it: every request gets the same answer, so that no header of it has to
 * be understood.
 */
final class Http2 {

    private static final String REST_OF_PREFACE = "SM\r\n\r\n";
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int SETTINGS = 4;
    private static final int PING = 6;
    private static final int GOAWAY = 7;
    private static final int ACK = 1;
    private static final int END_STREAM = 1;
    private static final int END_HEADERS = 4;

    /** {@code :status 200}, which HPACK's static table has whole, and {@code content-type}, of which it has the name. */
    private static final byte[] GOOD_HEAD = {
        (byte) 0x88, 0x0f, 0x10, 10, 't', 'e', 'x', 't', '/', 'p', 'l', 'a', 'i', 'n'
    };

    private final DataInputStream in;
    private final OutputStream out;
    private final byte[] answer;

    Http2(Exchange exchange, String answer) {
        this.in = new DataInputStream(exchange.input());
        this.out = exchange.output();
        this.answer = answer.getBytes(UTF_8);
    }

    /** Answers until the client goes; the first line of its preface has been read. */
    void run() throws IOException {
        in.readNBytes(REST_OF_PREFACE.length());
        send(SETTINGS, 0, 0, new byte[0]);
        try {
            int type;
            do {
                type = next();
            } while (type != GOAWAY);
        } catch (EOFException _) {
            // it has gone
        }
    }

    private int next() throws IOException {
        int lengthAndType = in.readInt();
        int type = lengthAndType & 0xff;
        int flags = in.readUnsignedByte();
        int stream = in.readInt();
        byte[] payload = in.readNBytes(lengthAndType >>> 8);
        boolean acknowledges = (flags & ACK) != 0;
        switch (type) {
            case SETTINGS, PING -> {
                if (!acknowledges) {
                    send(type, ACK, 0, type == PING ? payload : new byte[0]);
                }
            }
            case HEADERS, DATA -> {
                if ((flags & END_STREAM) != 0) {
                    send(HEADERS, END_HEADERS, stream, GOOD_HEAD);
                    send(DATA, END_STREAM, stream, answer);
                }
            }
            default -> {} // windows and priorities do not matter to answers this short
        }
        return type;
    }

    private void send(int type, int flags, int stream, byte[] payload) throws IOException {
        out.write(ByteBuffer.allocate(9)
                .putInt(payload.length << 8 | type)
                .put((byte) flags)
                .putInt(stream)
                .array());
        out.write(payload);
        out.flush();
    }
}
