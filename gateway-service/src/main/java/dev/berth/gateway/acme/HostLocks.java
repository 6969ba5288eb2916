package dev.berth.gateway.acme;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.UUID;

/**
 * Sees to it that of all gateways on a folder one at a time orders for a host. All hosts share one file, and each has a byte of
 * it, which need not be there: no file per host is left, and what a gateway held is free when it ends, however it ends. The file
 * is open as long as the gateway runs, as closing it once would free all that this process holds.
 */
final class HostLocks implements AutoCloseable {

    private final FileChannel file;

    private HostLocks(FileChannel file) {
        this.file = file;
    }

    static HostLocks open(Path file) throws IOException {
        return new HostLocks(FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE));
    }

    /** A lock on a host, until it is closed; empty while another gateway has it. */
    Optional<FileLock> tryLock(String host) throws IOException {
        try {
            return Optional.ofNullable(file.tryLock(place(host), 1, false));
        } catch (OverlappingFileLockException _) {
            return Optional.empty(); // that other gateway is in this very process
        }
    }

    /** Two hosts in one place would do no harm: one of them waits. */
    private static long place(String host) {
        return UUID.nameUUIDFromBytes(host.getBytes(StandardCharsets.UTF_8)).getMostSignificantBits()
                & (Long.MAX_VALUE >> 1);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
