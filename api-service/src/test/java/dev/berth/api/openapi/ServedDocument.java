package dev.berth.api.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import dev.berth.api.dialect.Http;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** A document as the application serves it. */
public final class ServedDocument {

    /** Where each API has its document. */
    static final List<String> ADDRESSES =
            List.of("/containers/v1/openapi.json", "/containers/v1beta1/openapi.json", "/berth/v1/openapi.json");

    /** The shapes that others refer to by name have to stand beside each schema, where the references lead. */
    private static final String COMPONENTS = "components";

    private static final SchemaRegistry SCHEMAS =
            SchemaRegistry.withDefaultDialect(Dialect.builder(Dialects.getDraft202012())
                    .keyword(new NonValidationKeyword(COMPONENTS))
                    .build());

    private final JsonNode json;
    private final List<Operation> operations = new ArrayList<>();

    private ServedDocument(JsonNode json) {
        this.json = json;
        json.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(operation -> operation.getValue().has("responses"))
                        .forEach(operation -> operations.add(
                                new Operation(operation.getKey(), path.getKey(), operation.getValue()))));
    }

    static ServedDocument at(String address) {
        return new ServedDocument(Http.api().get(address).json());
    }

    /**
     * One of its operations.
     *
     * @param path with the names of its parameters
     */
    record Operation(String method, String path, JsonNode json) {

        boolean isOf(String otherMethod, String concretePath) {
            return method.equalsIgnoreCase(otherMethod)
                    && pattern().matcher(concretePath).matches();
        }

        private Pattern pattern() {
            return Pattern.compile(path.replaceAll("\\{[^}]+}", "[^/]+"));
        }

        /** As documents write it. */
        @Override
        public String toString() {
            return method.toUpperCase(Locale.ROOT) + " " + path;
        }
    }

    JsonNode json() {
        return json;
    }

    List<Operation> operations() {
        return operations;
    }

    /** The operation that a request is for. */
    Optional<Operation> operation(String method, String path) {
        return operations.stream()
                .filter(operation -> operation.isOf(method, path))
                .findFirst();
    }

    /** What this document says of an operation's answer of that status, if anything. */
    Optional<JsonNode> answer(Operation operation, int status) {
        JsonNode answer = operation.json().path("responses").path(Integer.toString(status));
        return answer.isMissingNode() ? Optional.empty() : Optional.of(resolved(answer));
    }

    /** What an operation takes, if anything. */
    Optional<JsonNode> body(Operation operation) {
        JsonNode schema = operation.json().at("/requestBody/content/application~1json/schema");
        return schema.isMissingNode() ? Optional.empty() : Optional.of(schema);
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? json.at(node.get("$ref").asText().substring(1)) : node;
    }

    /** In what a value is not as a schema of this document says. */
    List<String> faults(JsonNode schema, JsonNode value) {
        ObjectNode alone = schema.deepCopy();
        alone.set(COMPONENTS, json.get(COMPONENTS));
        Schema compiled = SCHEMAS.getSchema(alone);
        return compiled.validate(value).stream().map(Error::toString).toList();
    }
}
