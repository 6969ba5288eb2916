package dev.berth.embedded;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Child processes in a session of their own: Ctrl-C in a terminal goes to all processes of its foreground group, and a
 * database must not stop before those that use it.
 */
public final class Detached {

    private static final List<Path> SETSID = List.of(Path.of("/usr/bin/setsid"), Path.of("/bin/setsid"));
    private static final Path PERL = Path.of("/usr/bin/perl"); // macOS has no setsid

    /** To start this command by; it keeps the process id that the start answers. */
    public static ProcessBuilder process(List<String> command) {
        List<String> detached = new ArrayList<>(prefix());
        detached.addAll(command);
        return new ProcessBuilder(detached);
    }

    private static List<String> prefix() {
        for (Path setsid : SETSID) {
            if (Files.isExecutable(setsid)) {
                return List.of(setsid.toString(), "--");
            }
        }
        return Files.isExecutable(PERL)
                ? List.of(PERL.toString(), "-MPOSIX", "-e", "POSIX::setsid(); exec @ARGV", "--")
                : List.of();
    }

    private Detached() {}
}
