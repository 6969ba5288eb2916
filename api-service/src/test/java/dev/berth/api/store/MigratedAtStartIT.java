package dev.berth.api.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.ApiServiceProfile;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ApiServiceProfile.class)
class MigratedAtStartIT {

    @Inject
    Flyway migrations;

    @Test
    void a_service_that_starts_looks_after_a_log_that_was_brought() {
        assertThat(migrations.getConfiguration().getCallbacks()).hasAtLeastOneElementOfType(BroughtLog.class);
    }
}
