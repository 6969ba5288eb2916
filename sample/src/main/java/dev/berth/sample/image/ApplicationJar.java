package dev.berth.sample.image;

import dev.berth.sample.Sample;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** The application alone, without what makes its image. */
final class ApplicationJar {

    private static final String PACKAGE = "dev/berth/sample";

    private final Map<String, byte[]> classes;

    private ApplicationJar(Map<String, byte[]> classes) {
        this.classes = classes;
    }

    /** The sample's classes, wherever this program was loaded from. */
    static ApplicationJar ofSample() throws IOException {
        try {
            URI source = Sample.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI();
            Path path = Path.of(source);
            if (Files.isDirectory(path)) {
                return new ApplicationJar(classesIn(path.resolve(PACKAGE)));
            }
            try (FileSystem jar = FileSystems.newFileSystem(path)) {
                return new ApplicationJar(classesIn(jar.getPath(PACKAGE)));
            }
        } catch (URISyntaxException e) {
            throw new IOException("the sample's classes cannot be found", e);
        }
    }

    private static Map<String, byte[]> classesIn(Path folder) throws IOException {
        Map<String, byte[]> found = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> file.toString().endsWith(".class"))
                    .forEach(file -> found.put(PACKAGE + "/" + file.getFileName(), read(file)));
        }
        return found;
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void addTo(MessageDigest digest) {
        classes.values().forEach(digest::update);
    }

    void writeTo(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out)) {
            for (Map.Entry<String, byte[]> entry : classes.entrySet()) {
                JarEntry named = new JarEntry(entry.getKey());
                named.setTime(0);
                jar.putNextEntry(named);
                jar.write(entry.getValue());
            }
        }
    }
}
