package dev.berth.images;

import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A shell and the few programs that the start of a server needs, of this machine. */
final class Shell {

    private static final List<String> PROGRAMS = List.of("bash", "sh", "cat", "mkdir", "mv", "rm", "sleep");

    static FileEntriesLayer layer() throws IOException {
        SharedLibraries libraries = new SharedLibraries();
        Map<String, Path> contents = new TreeMap<>();
        for (String name : PROGRAMS) {
            Path program = Path.of("/bin", name);
            if (!Files.exists(program)) {
                throw new IOException("there is no " + program + " on this machine");
            }
            libraries.neededBy(program);
            contents.put(program.toString(), program.toRealPath());
        }
        contents.putAll(libraries.outside(Path.of("/nowhere")));
        return Layers.files("shell", contents);
    }

    private Shell() {}
}
