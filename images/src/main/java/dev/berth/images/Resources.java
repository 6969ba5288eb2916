package dev.berth.images;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Objects;
import java.util.Properties;

/** What this program brings along for images, as files. */
final class Resources {

    /** A copy of a resource of a class. */
    static Path file(Class<?> of, String name, Path folder) throws IOException {
        Path copy = Files.createDirectories(folder).resolve(name);
        try (InputStream bytes = of.getResourceAsStream(name)) {
            Files.copy(Objects.requireNonNull(bytes, name), copy, StandardCopyOption.REPLACE_EXISTING);
        }
        return copy;
    }

    /** The same, as something that can be run. */
    static Path program(Class<?> of, String name, Path folder) throws IOException {
        return Files.setPosixFilePermissions(file(of, name, folder), PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Which Berth this is. */
    static String version() throws IOException {
        return property("version");
    }

    /** When this Berth was last changed, which is what images tell for the time they were made at. */
    static Instant changed() throws IOException {
        return Instant.parse(property("changed"));
    }

    private static String property(String name) throws IOException {
        Properties properties = new Properties();
        try (InputStream bytes = Resources.class.getResourceAsStream("version.properties")) {
            properties.load(Objects.requireNonNull(bytes));
        }
        return properties.getProperty(name);
    }

    private Resources() {}
}
