package dev.berth.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Under whom a server program runs: PostgreSQL refuses to run as root, and root is who owns many a machine. */
sealed interface Account {

    /** The command that runs the given one under this account, in the same process. */
    List<String> command(List<String> command);

    /** Gives the folder to this account. */
    void own(Path folder) throws IOException;

    /** What works for this user on this machine with data in this folder. */
    static Account forFolder(Path folder) throws IOException {
        if (!isRoot()) {
            return new Same();
        }
        if (works(new Unmapped())) {
            return new Unmapped();
        }
        if (works(new Nobody()) && othersReach(folder)) {
            return new Nobody();
        }
        throw new IOException("PostgreSQL does not run as root, and neither `unshare --user` nor `setpriv` to user "
                + Nobody.ID + " is possible for " + folder + "; run as another user, or use a PostgreSQL of your own"
                + " by BERTH_DATABASE_URL");
    }

    /** We are nobody special. */
    record Same() implements Account {
        @Override
        public List<String> command(List<String> command) {
            return command;
        }

        @Override
        public void own(Path folder) {}
    }

    /** Root, in a user namespace without any mapping: has the files, but none of the powers, and does not look like root. */
    record Unmapped() implements Account {
        @Override
        public List<String> command(List<String> command) {
            return join(List.of("unshare", "--user", "--"), command);
        }

        @Override
        public void own(Path folder) {}
    }

    /** Where user namespaces are forbidden (in many containers). */
    record Nobody() implements Account {
        static final int ID = 65534;

        @Override
        public List<String> command(List<String> command) {
            String id = Integer.toString(ID);
            return join(List.of("setpriv", "--reuid", id, "--regid", id, "--clear-groups", "--"), command);
        }

        @Override
        public void own(Path folder) throws IOException {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : (Iterable<Path>) files::iterator) {
                    Files.setAttribute(file, "unix:uid", ID);
                    Files.setAttribute(file, "unix:gid", ID);
                }
            }
        }
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static boolean othersReach(Path folder) throws IOException {
        for (Path parent = folder.toAbsolutePath().getParent(); parent != null; parent = parent.getParent()) {
            if (Files.exists(parent)
                    && !Files.getPosixFilePermissions(parent).contains(PosixFilePermission.OTHERS_EXECUTE)) {
                return false;
            }
        }
        return true;
    }

    private static boolean works(Account account) {
        try {
            Process process = new ProcessBuilder(account.command(List.of("sh", "-c", "test \"$(id -u)\" != 0")))
                    .redirectErrorStream(true)
                    .start();
            return process.waitFor(5, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException _) {
            return false; // the program is not there
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static List<String> join(List<String> first, List<String> second) {
        List<String> all = new ArrayList<>(first);
        all.addAll(second);
        return List.copyOf(all);
    }
}
