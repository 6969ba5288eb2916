package dev.berth.gateway.proxy;

import io.vertx.core.http.HttpConnection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The connections of clients to one event loop. One that has no request under way for too long is closed, however
 * diligently it trickles bytes of a request head.
 */
final class Guests {

    private final Map<HttpConnection, Guest> all = new HashMap<>();
    private final long idleNanos;

    Guests(long idleNanos) {
        this.idleNanos = idleNanos;
    }

    void came(HttpConnection connection) {
        Guest guest = new Guest(connection);
        all.put(connection, guest);
        connection.closeHandler(_ -> all.remove(connection));
    }

    Guest of(HttpConnection connection) {
        Guest guest = all.get(connection);
        return guest != null ? guest : new Guest(connection);
    }

    void closeIdle() {
        long now = System.nanoTime();
        List<Guest> idle = all.values().stream()
                .filter(guest -> guest.active == 0 && now - guest.since > idleNanos)
                .toList();
        idle.forEach(guest -> guest.connection.close());
    }

    /** Says goodbye: who has nothing under way goes at once, the others after their answers. */
    void dismiss() {
        for (Guest guest : new ArrayList<>(all.values())) {
            if (guest.active == 0) {
                guest.connection.close();
            }
        }
    }

    void dismissIfIdle(Guest guest) {
        if (guest.active == 0) {
            guest.connection.close();
        }
    }

    int active() {
        return all.values().stream().mapToInt(guest -> guest.active).sum();
    }

    /** One connection of a client. */
    static final class Guest {

        private final HttpConnection connection;
        private final String address;
        private int active;
        private boolean dismissed;
        private long since = System.nanoTime();

        Guest(HttpConnection connection) {
            this.connection = connection;
            this.address = connection.remoteAddress().hostAddress();
        }

        String address() {
            return address;
        }

        HttpConnection connection() {
            return connection;
        }

        void begins() {
            active++;
        }

        void ends() {
            active--;
            since = System.nanoTime();
        }

        /** Nothing more is taken from it: what follows a refused request is not to be believed. */
        void dismiss() {
            dismissed = true;
        }

        boolean isDismissed() {
            return dismissed;
        }
    }
}
