package dev.berth.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialsFileTest {

    private static final String AWKWARD = "a b'c$d\"e;f";

    @TempDir
    Path folder;

    @Test
    void the_keys_are_the_same_at_every_start() throws Exception {
        CredentialsFile file = new CredentialsFile(folder);
        Tenant first = Tenant.from(file);
        file.write(first.values());

        assertThat(Tenant.from(file)).isEqualTo(first);
    }

    @Test
    void a_shell_reads_back_what_was_written() throws Exception {
        CredentialsFile file = new CredentialsFile(folder);
        file.write(Map.of("AWKWARD", AWKWARD));

        Process shell = new ProcessBuilder("sh", "-c", ". " + file.path() + "; printf %s \"$AWKWARD\"").start();

        assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo(AWKWARD);
        assertThat(file.value("AWKWARD")).contains(AWKWARD);
    }

    @Test
    void only_its_owner_reads_it() throws Exception {
        CredentialsFile file = new CredentialsFile(folder);
        file.write(Map.of());

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())))
                .isEqualTo("rw-------");
    }
}
