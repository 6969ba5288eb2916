package dev.berth.api.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.berth.api.dialect.Http;
import dev.berth.api.openapi.ServedDocument.Operation;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Holds answers to what the API's own document says of them. */
public final class Promises {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /** Documents are made when the application is built, so they are the same for all tests of one run. */
    private static final class Documents {
        static final List<ServedDocument> ALL =
                ServedDocument.ADDRESSES.stream().map(ServedDocument::at).toList();
    }

    /** Fails when a document tells of this request, and the answer is none of those that it tells of. */
    public static void hold(String method, String address, Http.Response answer) {
        each(method, address, (document, operation) -> hold(document, operation, answer));
    }

    /** Fails when a request was accepted that is not as the document says that requests have to be. */
    public static void holdAccepted(String method, String address, String body, Http.Response answer) {
        if (answer.status() < 300 && !body.isBlank()) {
            each(
                    method,
                    address,
                    (document, operation) -> document.body(operation)
                            .ifPresent(schema -> assertThat(document.faults(schema, json(body)))
                                    .as("%s accepted what its document excludes: %s", operation, body)
                                    .isEmpty()));
        }
    }

    private static void each(String method, String address, BiConsumer<ServedDocument, Operation> check) {
        String path = path(address);
        if (!ServedDocument.ADDRESSES.contains(path)) {
            Documents.ALL.forEach(document ->
                    document.operation(method, path).ifPresent(operation -> check.accept(document, operation)));
        }
    }

    private static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("accepted, and no JSON: " + text, e);
        }
    }

    private static String path(String address) {
        int query = address.indexOf('?');
        return query < 0 ? address : address.substring(0, query);
    }

    private static void hold(ServedDocument document, Operation operation, Http.Response answer) {
        Optional<JsonNode> promised = document.answer(operation, answer.status());
        assertThat(promised)
                .as(
                        "%s answered %d, of which its document does not tell: %s",
                        operation, answer.status(), answer.text())
                .isPresent();
        JsonNode content = promised.orElseThrow().path("content");
        assertThat(content.has(answer.header("Content-Type")))
                .as("%s answered %d as %s", operation, answer.status(), answer.header("Content-Type"))
                .isTrue();
        JsonNode schema = content.path(answer.header("Content-Type")).path("schema");
        assertThat(document.faults(schema, answer.json()))
                .as("%s answered %d not as its document says: %s", operation, answer.status(), answer.text())
                .isEmpty();
    }

    private Promises() {}
}
