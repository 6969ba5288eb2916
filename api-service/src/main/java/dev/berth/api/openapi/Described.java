package dev.berth.api.openapi;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.parameters.RequestBody;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;

/**
 * What a document says of an operation, beside what its method's annotations say.
 *
 * @param query the parameters in its query
 * @param body what it takes, if it takes anything; without, it may still get something, which is ignored
 * @param answers by status
 */
public record Described(
        String id, List<Parameter> query, Optional<RequestBody> body, Map<Integer, APIResponse> answers) {

    private static final String JSON = "application/json";

    public Described {
        query = List.copyOf(query);
        answers = Map.copyOf(answers);
    }

    /** The same with an answer more. */
    public Described answering(int status, APIResponse answer) {
        Map<Integer, APIResponse> more = new TreeMap<>(answers);
        more.put(status, answer);
        return new Described(id, query, body, more);
    }

    /** A body that there has to be. */
    public static RequestBody needs(Schema shape) {
        return body(shape).required(true);
    }

    /** A body without which the same is meant as by an empty object. */
    public static RequestBody takes(Schema shape) {
        return body(shape).required(false);
    }

    private static RequestBody body(Schema shape) {
        return OASFactory.createRequestBody().content(content(JSON, shape));
    }

    /** A parameter in a query, which may be left out or empty. */
    public static Parameter inQuery(String name, String description, Schema shape) {
        return OASFactory.createParameter()
                .in(Parameter.In.QUERY)
                .name(name)
                .description(description)
                .required(false)
                .schema(Shape.orEmpty(shape));
    }

    /** An answer that is of a shape. */
    public static APIResponse answer(String description, Schema shape) {
        return answer(description, JSON, shape);
    }

    /** An answer that is of a shape, in JSON of a type of its own. */
    public static APIResponse answer(String description, String contentType, Schema shape) {
        return OASFactory.createAPIResponse().description(description).content(content(contentType, shape));
    }

    private static Content content(String contentType, Schema shape) {
        return OASFactory.createContent()
                .addMediaType(contentType, OASFactory.createMediaType().schema(shape));
    }

    void complete(Operation operation) {
        operation.setOperationId(id);
        query.forEach(operation::addParameter);
        body.ifPresent(operation::setRequestBody);
        APIResponses responses = OASFactory.createAPIResponses();
        new TreeMap<>(answers).forEach((status, answer) -> responses.addAPIResponse(Integer.toString(status), answer));
        operation.setResponses(responses);
    }
}
