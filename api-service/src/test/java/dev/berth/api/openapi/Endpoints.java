package dev.berth.api.openapi;

import static java.util.stream.Collectors.toCollection;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What the resources of this service serve to those who are no part of Berth. */
public final class Endpoints {

    /** What services tell each other is between them. */
    private static final String INTERNAL = "/berth/internal/";

    /** What clients ask of a platform beside any API, and no document is about. */
    private static final String METADATA = "/metadata";

    /** Whether a request is for this endpoint. */
    public static boolean isFor(String endpoint, String method, String address) {
        String asked = method + " " + address.replaceFirst("\\?.*", "");
        return asked.matches(endpoint.replaceAll("\\{[^}]+}", "[^/]+"));
    }

    /** Each as its method and its path. */
    public static Set<String> all() {
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("dev.berth.api").stream()
                        .filter(type -> type.isAnnotatedWith(Path.class))
                        .map(JavaClass::reflect)
                        .filter(type -> !Modifier.isAbstract(type.getModifiers()))
                        .flatMap(Endpoints::of)
                        .filter(endpoint -> !endpoint.contains(" " + INTERNAL) && !endpoint.endsWith(" " + METADATA))
                        .collect(toCollection(TreeSet::new));
    }

    private static Stream<String> of(Class<?> resource) {
        String base = resource.getAnnotation(Path.class).value();
        return Stream.of(resource.getMethods())
                .flatMap(method -> verbs(method).map(verb -> verb + " " + base + path(method)));
    }

    private static Stream<String> verbs(Method method) {
        return Stream.of(method.getAnnotations())
                .map(Annotation::annotationType)
                .flatMap(type -> Optional.ofNullable(type.getAnnotation(HttpMethod.class)).stream())
                .map(HttpMethod::value);
    }

    private static String path(Method method) {
        return Optional.ofNullable(method.getAnnotation(Path.class))
                .map(Path::value)
                .orElse("");
    }

    private Endpoints() {}
}
