package dev.berth.api.dialect.scaleway;

import dev.berth.api.ApiServiceProfile;
import dev.berth.api.Tenants;
import dev.berth.api.container.Containers;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the containers APIs to what clients send and expect, case by case out of files. */
@QuarkusTest
@TestProfile(ApiServiceProfile.class)
class ContractIT {

    private static final Path CASES = folder();

    @Inject
    Tenants tenants;

    @Inject
    Containers containers;

    @ParameterizedTest
    @MethodSource("cases")
    void each_conversation_goes_as_its_file_says(String name) {
        Conversation.of(CASES.resolve(name), tenants.organization(), containers).hold();
    }

    static List<String> cases() throws IOException {
        try (Stream<Path> files = Files.walk(CASES)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> CASES.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    private static Path folder() {
        try {
            return Path.of(Objects.requireNonNull(ContractIT.class.getResource("/dialect/scaleway/contract"))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
