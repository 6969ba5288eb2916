package dev.berth.images.health;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

/** Ends with 0 when the service of this container takes requests; for engines that ask by running a program. */
public final class Ready {

    private static final int PATIENCE_MILLIS = 5_000;

    /** Asks at the given port, and at the given path unless it is the usual one. */
    public static void main(String[] arguments) {
        String path = arguments.length > 1 ? arguments[1] : "/q/health/ready";
        System.exit(answers(Integer.parseInt(arguments[0]), path) ? 0 : 1);
    }

    /** Plain HTTP/1.0 by a socket: it is asked every few seconds, and no client is as quick to start. */
    static boolean answers(int port, String path) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(("GET " + path + " HTTP/1.0\r\n\r\n").getBytes(US_ASCII));
            byte[] head = socket.getInputStream().readNBytes("HTTP/1.0 200".length());
            return new String(head, US_ASCII).endsWith(" 200");
        } catch (IOException refused) {
            System.err.println("not ready: " + refused.getMessage());
            return false;
        }
    }

    private Ready() {}
}
