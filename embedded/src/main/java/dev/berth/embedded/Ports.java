package dev.berth.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports of the loopback interface. */
public final class Ports {

    /** The address that everything embedded listens on; spelled out, since "localhost" may be IPv6 first. */
    public static final String LOOPBACK = "127.0.0.1";

    private static final int LOWEST = 15_000;

    /** Systems give ports from here on to outgoing connections: Linux from 32768, others from 49152. */
    private static final int END = 32_768;

    private static final int TRIES = 1_000;

    /**
     * A port that nobody listens on at this moment. It is none that an outgoing connection may get before it is listened
     * on, and by chance none that somebody else was told who asked as well.
     */
    public static int free() {
        return ThreadLocalRandom.current()
                .ints(TRIES, LOWEST, END)
                .filter(Ports::isFree)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "no port between " + LOWEST + " and " + END + " is free on " + LOOPBACK));
    }

    /** Whether a server could listen on this port of the loopback interface now. */
    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral(LOOPBACK), port));
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private Ports() {}
}
