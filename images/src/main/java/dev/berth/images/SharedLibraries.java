package dev.berth.images;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What programs of this machine need besides themselves, as its dynamic linker says. */
final class SharedLibraries {

    private static final Pattern LIBRARY =
            Pattern.compile("(\\S+) => (/\\S+) \\(0x|^\\s*(/\\S+) \\(0x", Pattern.MULTILINE);

    /** Parts of the C library that others load by themselves. */
    private static final List<String> LOADED_LATER =
            List.of("libdl.so.2", "libpthread.so.0", "librt.so.1", "libm.so.6", "libresolv.so.2");

    private final Map<String, Path> found = new TreeMap<>();

    /** Adds what the program or library needs. */
    SharedLibraries neededBy(Path program) throws IOException {
        Matcher lines = LIBRARY.matcher(listed(program));
        while (lines.find()) {
            Path library = Path.of(lines.group(2) == null ? lines.group(3) : lines.group(2));
            add(library);
            if (library.endsWith("libc.so.6")) {
                addSiblings(library);
            }
        }
        return this;
    }

    private void addSiblings(Path libc) throws IOException {
        for (String name : LOADED_LATER) {
            Path sibling = libc.resolveSibling(name);
            if (Files.exists(sibling)) {
                add(sibling);
            }
        }
    }

    private void add(Path library) throws IOException {
        found.put(library.normalize().toString(), library.toRealPath());
    }

    /** What was found outside of a folder, by the names that it is looked for at. */
    Map<String, Path> outside(Path folder) {
        Map<String, Path> outside = new TreeMap<>(found);
        outside.keySet().removeIf(library -> Path.of(library).startsWith(folder));
        return outside;
    }

    /** What was found below a folder. */
    Map<String, Path> below(Path folder) {
        Map<String, Path> below = new TreeMap<>(found);
        below.keySet().removeIf(library -> !Path.of(library).startsWith(folder));
        return below;
    }

    private static String listed(Path program) throws IOException {
        Process ldd = new ProcessBuilder("ldd", program.toString())
                .redirectErrorStream(true)
                .start();
        return new String(ldd.getInputStream().readAllBytes(), UTF_8);
    }
}
