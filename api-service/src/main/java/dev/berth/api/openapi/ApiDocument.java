package dev.berth.api.openapi;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.Paths;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;

/**
 * The document of one API. Which operations there are, and what each is for, comes from the annotations of the resources;
 * what goes in and what comes out is added here.
 */
public final class ApiDocument {

    private static final Pattern PARAMETER = Pattern.compile("\\{([^}]+)}");

    private final String title;
    private final String version;
    private final String description;
    private final String prefix;
    private final Map<String, Schema> schemas = new TreeMap<>();
    private final Map<String, APIResponse> responses = new TreeMap<>();
    private final Map<String, SecurityScheme> callers = new TreeMap<>();
    private final Map<String, Parameter> inPath = new TreeMap<>();
    private final Map<String, Described> operations = new TreeMap<>();

    /** A document of all that is below a path. */
    public ApiDocument(String title, String version, String description, String prefix) {
        this.title = title;
        this.version = version;
        this.description = description;
        this.prefix = prefix;
    }

    /** A shape that others refer to by name. */
    public Schema schema(String name, Schema schema) {
        schemas.put(name, schema);
        return Shape.named(name);
    }

    /** An answer that operations refer to by name. */
    public APIResponse response(String name, APIResponse response) {
        responses.put(name, response);
        return OASFactory.createAPIResponse().ref(name);
    }

    /** The header by which callers say who they are. One of these is enough. */
    public ApiDocument caller(String name, String header, String meaning) {
        callers.put(
                name,
                OASFactory.createSecurityScheme()
                        .type(SecurityScheme.Type.APIKEY)
                        .in(SecurityScheme.In.HEADER)
                        .name(header)
                        .description(meaning));
        return this;
    }

    /** What a parameter in paths is, wherever it is called so. */
    public ApiDocument inPath(String name, String meaning, Schema shape) {
        inPath.put(name, OASFactory.createParameter().description(meaning).schema(shape));
        return this;
    }

    /** What is said of an operation; the path is told from the document's prefix on. */
    public ApiDocument operation(String method, String path, Described described) {
        operations.put(method + " " + prefix + path, described);
        return this;
    }

    /** An answer of an operation that is told of already, in place of what was said of that status. */
    public ApiDocument answering(String method, String path, int status, APIResponse answer) {
        operations.computeIfPresent(method + " " + prefix + path, (_, known) -> known.answering(status, answer));
        return this;
    }

    /** Makes the document out of all that was found in the application. */
    public void complete(OpenAPI found) {
        found.setInfo(OASFactory.createInfo().title(title).version(version).description(description));
        found.setServers(List.of(OASFactory.createServer().url("/")));
        found.setComponents(components());
        callers.keySet()
                .forEach(name -> found.addSecurityRequirement(
                        OASFactory.createSecurityRequirement().addScheme(name)));
        found.setPaths(ownPaths(found.getPaths()));
        Set<String> unserved = new TreeSet<>(operations.keySet());
        Set<String> tags = new HashSet<>();
        found.getPaths()
                .getPathItems()
                .forEach((path, item) -> item.getOperations().forEach((method, operation) -> {
                    complete(method + " " + path, operation);
                    unserved.remove(method + " " + path);
                    tags.addAll(Optional.ofNullable(operation.getTags()).orElse(List.of()));
                }));
        if (!unserved.isEmpty()) {
            throw new IllegalStateException("the document tells of operations that no resource has: " + unserved);
        }
        found.setTags(found.getTags().stream()
                .filter(tag -> tags.contains(tag.getName()))
                .toList());
    }

    private Components components() {
        Components components = OASFactory.createComponents();
        schemas.forEach(components::addSchema);
        responses.forEach(components::addResponse);
        callers.forEach(components::addSecurityScheme);
        return components;
    }

    private Paths ownPaths(Paths all) {
        Paths own = OASFactory.createPaths();
        new TreeMap<>(all.getPathItems())
                .entrySet().stream()
                        .filter(path -> path.getKey().startsWith(prefix))
                        .forEach(path -> own.addPathItem(path.getKey(), path.getValue()));
        return own;
    }

    private void complete(String place, Operation operation) {
        Stream<Parameter> path = PARAMETER.matcher(place).results().map(match -> inPath(match.group(1)));
        Stream<Parameter> others = Optional.ofNullable(operation.getParameters()).orElse(List.of()).stream()
                .filter(parameter -> parameter.getIn() != Parameter.In.PATH);
        operation.setParameters(Stream.concat(path, others).toList());
        Optional.ofNullable(operations.get(place)).ifPresent(described -> described.complete(operation));
    }

    private Parameter inPath(String name) {
        Parameter known = Optional.ofNullable(inPath.get(name))
                .orElseThrow(() -> new IllegalStateException("the document has no words for {" + name + "}"));
        return OASFactory.createParameter()
                .in(Parameter.In.PATH)
                .name(name)
                .required(true)
                .description(known.getDescription())
                .schema(known.getSchema());
    }
}
