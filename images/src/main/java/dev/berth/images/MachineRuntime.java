package dev.berth.images;

import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/** The Java runtime of this machine cut down, and all of the machine that it needs, in a folder. */
final class MachineRuntime {

    /** Where Java is in an image. */
    static final String HOME = "/opt/java";

    /** All of Java, and what services and those who look after them use of this JDK. */
    private static final String MODULES = "java.se,jdk.unsupported,jdk.zipfs,jdk.net,jdk.naming.dns,jdk.management,"
            + "jdk.management.agent,jdk.jfr,jdk.jcmd,jdk.attach,jdk.security.auth,jdk.security.jgss,jdk.crypto.ec";

    /** Windows and fonts: no service draws, and their libraries bring half a desktop. */
    private static final String DRAWING =
            "lib(awt.*|splashscreen|fontmanager|freetype|jawt|javajpeg|lcms|mlib_image|jsound)\\.so";

    private final Path work;

    private MachineRuntime(Path work) {
        this.work = work;
    }

    /** Makes the runtime below the folder, unless an earlier run of the same Java did. */
    static MachineRuntime in(Path folder) throws IOException {
        Path work = folder.resolve("runtime-" + Runtime.version());
        if (!Files.exists(work)) {
            Path unfinished = Files.createTempDirectory(Files.createDirectories(folder), "linking-");
            link(unfinished.resolve("java"));
            writeFolders(unfinished);
            Files.move(unfinished, work);
        }
        return new MachineRuntime(work);
    }

    /** For whom images are: this kind of machine. */
    static Platform platform() {
        return switch (System.getProperty("os.arch")) {
            case "aarch64" -> new Platform("arm64", "linux");
            case String other -> new Platform(other, "linux");
        };
    }

    private static void link(Path target) throws IOException {
        if (!Files.exists(Path.of("/proc/self/exe"))) {
            throw new IOException("images can be made of a machine only where it is Linux; name a base: --base IMAGE");
        }
        ToolProvider jlink = ToolProvider.findFirst("jlink")
                .orElseThrow(() -> new IOException("there is no jlink, which is part of a JDK 25"));
        int status = jlink.run(
                System.err,
                System.err,
                "--add-modules",
                MODULES,
                "--strip-debug",
                "--generate-cds-archive",
                "--no-header-files",
                "--no-man-pages",
                "--output",
                target.toString());
        if (status != 0) {
            throw new IOException("jlink ended with " + status);
        }
    }

    private static void writeFolders(Path work) throws IOException {
        Path etc = Files.createDirectories(work.resolve("etc"));
        Files.writeString(
                etc.resolve("passwd"), "root:x:0:0::/:/sbin/nologin\nberth:x:65532:65532::/tmp:/sbin/nologin\n");
        Files.writeString(etc.resolve("group"), "root:x:0:\nberth:x:65532:\n");
        Files.writeString(etc.resolve("nsswitch.conf"), "passwd: files\ngroup: files\nhosts: files dns\n");
        Files.createDirectory(work.resolve("empty"));
    }

    FileEntriesLayer java() {
        return Layers.tree("java", work.resolve("java"), HOME, file -> !draws(file));
    }

    /** The C library and whatever else Java's own libraries are linked to, with the few files that it reads. */
    FileEntriesLayer libraries() throws IOException {
        SharedLibraries libraries = new SharedLibraries();
        try (Stream<Path> files = Files.walk(work.resolve("java"))) {
            for (Path file : files.filter(MachineRuntime::isNative).toList()) {
                libraries.neededBy(file);
            }
        }
        Map<String, Path> contents = new TreeMap<>(libraries.outside(work.toRealPath()));
        for (String name : new String[] {"passwd", "group", "nsswitch.conf"}) {
            contents.put("/etc/" + name, work.resolve("etc").resolve(name));
        }
        return Layers.files("libraries", contents).toBuilder()
                .addEntry(Layers.sharedFolder(emptyFolder(), "/tmp"))
                .build();
    }

    /** A folder with nothing in it. */
    Path emptyFolder() {
        return work.resolve("empty");
    }

    private static boolean draws(Path file) {
        return file.getFileName().toString().matches(DRAWING);
    }

    private static boolean isNative(Path file) {
        return Files.isRegularFile(file)
                && !draws(file)
                && (file.toString().endsWith(".so") || file.endsWith(Path.of("bin", "java")));
    }
}
