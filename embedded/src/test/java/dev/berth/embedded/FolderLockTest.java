package dev.berth.embedded;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLockTest {

    @TempDir
    Path folder;

    @Test
    void a_folder_has_one_owner_and_the_refusal_names_it() throws Exception {
        try (FolderLock _ = FolderLock.take(folder)) {
            assertThatThrownBy(() -> FolderLock.take(folder))
                    .isInstanceOf(FolderLock.FolderInUse.class)
                    .hasMessageContaining(
                            "in use by process " + ProcessHandle.current().pid());
        }
    }

    @Test
    void a_folder_that_was_let_go_may_be_taken_again() throws Exception {
        FolderLock.take(folder).close();
        FolderLock.take(folder).close();
    }
}
