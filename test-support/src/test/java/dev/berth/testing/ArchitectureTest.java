package dev.berth.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.berth.gateway.Foreign;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    static class WithFramework {
        Object decide() {
            return Assertions.entry("a", "b");
        }
    }

    static class WithClock {
        Instant evolve() {
            return Instant.now();
        }
    }

    static class WithField {
        @Inject
        String injected;
    }

    static class WithNeighbour {
        Foreign neighbour = new Foreign();
    }

    static class Good {
        List<String> decide(Instant now) {
            return List.of(now.toString());
        }
    }

    @Test
    void a_good_class_breaks_no_rule() {
        assertThat(broken(Good.class)).isEmpty();
    }

    @Test
    void what_decides_may_not_know_a_framework() {
        assertThat(broken(WithFramework.class)).singleElement().asString().contains("plain Java");
    }

    @Test
    void what_decides_may_not_ask_the_clock() {
        assertThat(broken(WithClock.class)).singleElement().asString().contains("from the command");
    }

    @Test
    void a_field_may_not_be_injected() {
        assertThat(broken(WithField.class)).singleElement().asString().contains("constructor");
    }

    @Test
    void a_service_may_not_know_another() {
        assertThat(broken(WithNeighbour.class)).singleElement().asString().contains("events-schema");
    }

    @Test
    void a_package_may_not_forget_null() {
        assertThat(broken(Foreign.class)).anySatisfy(rule -> assertThat(rule).contains("package-info"));
    }

    private static List<String> broken(Class<?> type) {
        var classes = new ClassFileImporter()
                .withImportOption(
                        location -> location.contains(type.getSimpleName()) || location.contains("package-info"))
                .importPackages(type.getPackageName());
        return Architecture.rules("api")
                .filter(rule -> rule.evaluate(classes).hasViolation())
                .map(rule -> rule.getDescription())
                .toList();
    }
}
