package dev.berth.api.openapi;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.api.ApiServiceProfile;
import dev.berth.api.dialect.Http;
import dev.berth.api.openapi.ServedDocument.Operation;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.net.http.HttpHeaders;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The documents are well-formed, and tell of what is served: of all of it, and of nothing else. */
@QuarkusTest
@TestProfile(ApiServiceProfile.class)
class DocumentsIT {

    static List<String> addresses() {
        return ServedDocument.ADDRESSES;
    }

    @ParameterizedTest
    @MethodSource("addresses")
    void anybody_may_read_a_document(String address) {
        Http.Response answer = Http.api().get(address);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith("application/json");
        assertThat(answer.text("openapi")).startsWith("3.1.");
    }

    @ParameterizedTest
    @MethodSource("addresses")
    void a_parser_of_documents_has_nothing_to_complain_of(String address) {
        SwaggerParseResult parsed =
                new OpenAPIV3Parser().readContents(Http.api().get(address).text());
        assertThat(parsed.getMessages()).isEmpty();
        assertThat(parsed.getOpenAPI().getPaths()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("addresses")
    void each_operation_says_what_it_is_for_and_how_it_ends(String address) {
        ServedDocument document = ServedDocument.at(address);
        assertThat(document.operations())
                .isNotEmpty()
                .allSatisfy(operation -> assertThat(faults(document, operation)).isEmpty());
    }

    private static List<String> faults(ServedDocument document, Operation operation) {
        List<String> faults = new ArrayList<>();
        JsonNode json = operation.json();
        if (json.path("operationId").asText().isBlank()) {
            faults.add("no operationId: describe it in the Document class of its API");
        }
        if (json.path("summary").asText().isBlank()) {
            faults.add("no summary: annotate the method with @Operation(summary)");
        }
        if (json.path("tags").isEmpty()) {
            faults.add("no tag: annotate the resource with @Tag");
        }
        JsonNode body = json.path("requestBody");
        if (!body.isMissingNode()
                && body.at("/content/application~1json/schema").isMissingNode()) {
            faults.add("no shape of its body");
        }
        json.path("parameters").forEach(parameter -> {
            if (parameter.path("schema").isEmpty()) {
                faults.add("no shape of parameter " + parameter.path("name"));
            }
        });
        json.path("responses").properties().forEach(status -> {
            JsonNode answer = document.answer(operation, Integer.parseInt(status.getKey()))
                    .orElseThrow();
            if (answer.path("content").isEmpty()) {
                faults.add("no shape of answer " + status.getKey());
            }
        });
        List.of("200 or 201", "400", "401", "403", "404", "503").forEach(status -> {
            if (Stream.of(status.split(" or ")).noneMatch(json.path("responses")::has)) {
                faults.add("no answer " + status);
            }
        });
        return faults;
    }

    @ParameterizedTest
    @MethodSource("addresses")
    void no_two_operations_have_one_id(String address) {
        assertThat(ServedDocument.at(address).operations())
                .extracting(operation -> operation.json().path("operationId").asText())
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("addresses")
    void everything_that_is_told_of_by_name_is_referred_to(String address) {
        JsonNode json = ServedDocument.at(address).json();
        Set<String> references = new HashSet<>();
        json.findValues("$ref").forEach(reference -> references.add(reference.asText()));
        Set<String> named = Stream.of("schemas", "responses")
                .flatMap(kind -> json.path("components").path(kind).properties().stream()
                        .map(member -> "#/components/" + kind + "/" + member.getKey()))
                .collect(toCollection(TreeSet::new));
        assertThat(named).isEqualTo(new TreeSet<>(references));
    }

    @Test
    void an_answer_of_which_no_document_tells_does_not_pass_any_test() {
        String list = "/containers/v1/regions/fr-par/namespaces";
        HttpHeaders json = HttpHeaders.of(Map.of("Content-Type", List.of("application/json")), (_, _) -> true);
        Promises.hold("GET", list, new Http.Response(200, json, "{\"namespaces\":[],\"total_count\":0}"));
        List.of(
                        new Http.Response(418, json, "{\"message\":\"a teapot\"}"),
                        new Http.Response(200, json, "{\"namespaces\":[]}"),
                        new Http.Response(200, json, "{\"namespaces\":[{}],\"total_count\":1}"))
                .forEach(answer -> assertThatExceptionOfType(AssertionError.class)
                        .isThrownBy(() -> Promises.hold("GET", list, answer)));
    }

    @Test
    void all_endpoints_and_nothing_else_are_told_of() {
        Set<String> toldOf = new TreeSet<>();
        for (String address : ServedDocument.ADDRESSES) {
            ServedDocument.at(address).operations().forEach(operation -> toldOf.add(operation.toString()));
        }
        assertThat(toldOf)
                .as("what the documents tell of; what is served is told of once its Document class describes it")
                .isEqualTo(Endpoints.all());
    }

    @ParameterizedTest
    @MethodSource("addresses")
    void nobody_gets_in_without_a_key(String address) {
        assertThat(ServedDocument.at(address).operations())
                .allSatisfy(operation -> assertThat(Http.api()
                                .send(
                                        operation.method().toUpperCase(Locale.ROOT),
                                        operation
                                                .path()
                                                .replace("{region}", "fr-par")
                                                .replace("{id}", "00000000-0000-4000-8000-000000000000"),
                                        "{}")
                                .status())
                        .as(operation.toString())
                        .isEqualTo(401));
    }
}
