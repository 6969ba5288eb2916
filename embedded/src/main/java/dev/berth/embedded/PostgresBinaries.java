package dev.berth.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** PostgreSQL's programs for this machine, unpacked once from the class path and kept. */
public final class PostgresBinaries {

    private static final Set<PosixFilePermission> EXECUTABLE = Set.of(
            PosixFilePermission.OWNER_READ,
            PosixFilePermission.OWNER_WRITE,
            PosixFilePermission.OWNER_EXECUTE,
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_EXECUTE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_EXECUTE);

    private static final int OWNER_MAY_EXECUTE = 0100;

    private final Path home;

    private PostgresBinaries(Path home) {
        this.home = home;
    }

    Path program(String name) {
        return home.resolve("bin").resolve(name);
    }

    /** The folder with PostgreSQL's {@code bin}, {@code lib} and {@code share}, unpacked below the given one. */
    public static Path unpacked(Path cache) throws IOException {
        return in(cache).home;
    }

    /** Unpacks below the given folder, unless an earlier run did; several processes may ask at once. */
    static PostgresBinaries in(Path cache) throws IOException {
        Path home = cache.resolve("postgres-" + version() + "-" + platform());
        if (!Files.isDirectory(home)) {
            Files.createDirectories(cache);
            try (FileChannel channel = FileChannel.open(
                            cache.resolve("postgres.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock _ = channel.lock()) {
                unpackOnce(home);
            }
        }
        return new PostgresBinaries(home);
    }

    private static void unpackOnce(Path home) throws IOException {
        if (Files.isDirectory(home)) {
            return;
        }
        Path unfinished = Files.createTempDirectory(home.getParent(), "unpacking-");
        Files.setPosixFilePermissions(unfinished, EXECUTABLE);
        try (InputStream packed = resource("/postgres-" + platform() + ".txz")) {
            unpack(packed, unfinished);
        }
        Files.move(unfinished, home, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void unpack(InputStream packed, Path folder) throws IOException {
        try (TarArchiveInputStream tar = new TarArchiveInputStream(new XZCompressorInputStream(packed))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                unpack(tar, entry, folder.resolve(entry.getName()).normalize());
            }
        }
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path target) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, target);
        if ((entry.getMode() & OWNER_MAY_EXECUTE) != 0) {
            Files.setPosixFilePermissions(target, EXECUTABLE);
        }
    }

    private static InputStream resource(String name) throws IOException {
        InputStream bytes = PostgresBinaries.class.getResourceAsStream(name);
        if (bytes == null) {
            throw new IOException(name + " is not on the class path: there is no PostgreSQL for this machine here;"
                    + " use one of your own by BERTH_DATABASE_URL");
        }
        return bytes;
    }

    private static String version() throws IOException {
        try (InputStream bytes = resource("/dev/berth/embedded/versions.properties")) {
            Properties versions = new Properties();
            versions.load(bytes);
            return versions.getProperty("postgres");
        }
    }

    private static String platform() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : "linux";
        String processor = System.getProperty("os.arch");
        return system + "-"
                + switch (processor) {
                    case "amd64", "x86_64" -> "x86_64";
                    case "aarch64", "arm64" -> "arm_64";
                    default -> processor;
                };
    }
}
