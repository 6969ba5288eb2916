package dev.berth.testing;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.all;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.AbstractClassesTransformer;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ClassesTransformer;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DynamicTest;

/** The rules that every module keeps, each with its cure. */
public final class Architecture {

    private static final Set<String> SERVICES = Set.of("api", "reconciler", "gateway", "trigger", "registry");
    private static final Set<String> DECISIONS = Set.of("decide", "evolve", "between");
    private static final DescribedPredicate<JavaClass> PUBLISHED = resideInAPackage("dev.berth.events..");

    /** The rules for a module that is in package {@code dev.berth.<module>}, as tests. */
    public static Stream<DynamicTest> rulesOf(String module) {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.berth." + module);
        return rules(module).map(rule -> DynamicTest.dynamicTest(rule.getDescription(), () -> rule.check(classes)));
    }

    static Stream<ArchRule> rules(String module) {
        return Stream.of(
                pureCore(),
                coreWithoutClock(),
                noOtherServiceThan(module),
                noOtherUserOf("com.github.dockerjava..", "dev.berth.reconciler.docker.."),
                noOtherUserOf("io.fabric8..", "dev.berth.reconciler.cluster..", "dev.berth.gateway.knative.."),
                noOtherUserOf("org.shredzone..", "dev.berth.gateway.acme.."),
                noOtherUserOf("com.google.crypto.tink..", "dev.berth.api.secrets..", "dev.berth.reconciler.secrets.."),
                constructorsInject(),
                packagesAreNullMarked());
    }

    private static ArchRule pureCore() {
        return classes()
                .that(decide())
                .should(reachOnly(resideInAnyPackage("java..", "org.jspecify..", "dev.berth..")))
                .because(
                        "what decides is plain Java: let the shell around it read, write and ask the framework, and pass"
                                + " the results in as values")
                .allowEmptyShould(true);
    }

    private static ArchRule coreWithoutClock() {
        return noClasses()
                .that(decide())
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(UUID.class, "randomUUID")
                .because("what decides must decide the same again: take times and ids from the command")
                .allowEmptyShould(true);
    }

    private static ArchRule noOtherServiceThan(String module) {
        Set<String> others = new HashSet<>(SERVICES);
        others.remove(module);
        String[] packages =
                others.stream().map(other -> "dev.berth." + other + "..").toArray(String[]::new);
        return noClasses()
                .should()
                .dependOnClassesThat(resideInAnyPackage(packages))
                .because("services run apart: share a fact through events-schema, or ask over HTTP")
                .allowEmptyShould(true);
    }

    private static ArchRule noOtherUserOf(String library, String... users) {
        return noClasses()
                .that(not(resideInAnyPackage(users)))
                .should()
                .dependOnClassesThat(resideInAnyPackage(library))
                .because(
                        "only " + String.join(" and ", users) + " may know it: go through the port that they implement")
                .allowEmptyShould(true);
    }

    private static ArchRule constructorsInject() {
        return noFields()
                .should()
                .beAnnotatedWith("jakarta.inject.Inject")
                .orShould()
                .beAnnotatedWith("org.eclipse.microprofile.config.inject.ConfigProperty")
                .orShould()
                .beAnnotatedWith("org.eclipse.microprofile.reactive.messaging.Channel")
                .because("a class says in its constructor what it needs, and a test can then make one: make the field"
                        + " private and final, and take the value as a parameter")
                .allowEmptyShould(true);
    }

    private static ArchRule packagesAreNullMarked() {
        return all(packages())
                .should(beNullMarked())
                .because("null is checked at compile time: add a package-info.java with @NullMarked")
                .allowEmptyShould(true);
    }

    private static DescribedPredicate<JavaClass> decide() {
        return describe(
                "decide, evolve or plan",
                type -> type.getMethods().stream().map(HasName::getName).anyMatch(DECISIONS::contains));
    }

    /** By itself, and by way of any class of its own service. Published facts carry annotations of Jackson: they may. */
    private static ArchCondition<JavaClass> reachOnly(DescribedPredicate<JavaClass> allowed) {
        return new ArchCondition<>("reach only classes that " + allowed.getDescription()) {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                reach(item, new HashSet<>())
                        .filter(dependency -> !allowed.test(target(dependency)))
                        .forEach(dependency ->
                                events.add(SimpleConditionEvent.violated(item, dependency.getDescription())));
            }
        };
    }

    private static Stream<Dependency> reach(JavaClass from, Set<JavaClass> seen) {
        if (!seen.add(from) || !from.getPackageName().startsWith("dev.berth.") || PUBLISHED.test(from)) {
            return Stream.empty();
        }
        return from.getDirectDependenciesFromSelf().stream()
                .filter(dependency -> !target(dependency).isPrimitive())
                .flatMap(dependency -> Stream.concat(Stream.of(dependency), reach(target(dependency), seen)));
    }

    private static JavaClass target(Dependency dependency) {
        return dependency.getTargetClass().getBaseComponentType();
    }

    private static ClassesTransformer<JavaPackage> packages() {
        return new AbstractClassesTransformer<>("packages") {
            @Override
            public Iterable<JavaPackage> doTransform(JavaClasses classes) {
                return classes.stream()
                        .filter(type -> !type.getSimpleName().equals("package-info"))
                        .map(JavaClass::getPackage)
                        .distinct()
                        .toList();
            }
        };
    }

    private static ArchCondition<JavaPackage> beNullMarked() {
        return new ArchCondition<>("be @NullMarked") {
            @Override
            public void check(JavaPackage item, ConditionEvents events) {
                if (!item.isAnnotatedWith(NullMarked.class)) {
                    events.add(SimpleConditionEvent.violated(item, item.getName() + " is not @NullMarked"));
                }
            }
        };
    }

    private Architecture() {}
}
