package dev.berth.api.secrets;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/** Where the key-encryption key is; {@code BERTH_KEK_FILE} and {@code BERTH_KEK_CREATE} in the environment. */
@ConfigMapping(prefix = "berth.kek")
interface SecretsConfig {

    /** A Tink JSON keyset, readable by its owner only. Without one, no secret can be sealed. */
    Optional<Path> file();

    /** Whether to make the file when there is none. */
    @WithDefault("false")
    boolean create();
}
