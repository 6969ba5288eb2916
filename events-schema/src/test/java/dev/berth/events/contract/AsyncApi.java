package dev.berth.events.contract;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.berth.events.CloudEventCodec;
import dev.berth.events.EventJson;
import dev.berth.events.EventTypes;
import dev.berth.events.Kind;
import dev.berth.events.Topics;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The AsyncAPI 3 document: which topics there are, and what stands in their keys, headers and values. */
final class AsyncApi {

    private static final String SCHEMA_FORMAT = "application/schema+json;version=draft-2020-12";

    private static final Map<String, String> EVENT_HEADERS = new TreeMap<>(Map.ofEntries(
            Map.entry("ce_specversion", "1.0"),
            Map.entry("content-type", "application/json"),
            Map.entry(CloudEventCodec.ID, "a UUID, unique over the whole log"),
            Map.entry(CloudEventCodec.TYPE, "the event type"),
            Map.entry(CloudEventCodec.SOURCE, "/projects/<id>, or /organizations/<id> for what is above projects"),
            Map.entry(CloudEventCodec.SUBJECT, "the stream id, as in the key"),
            Map.entry(CloudEventCodec.TIME, "when it happened, RFC 3339"),
            Map.entry(CloudEventCodec.SEQUENCE, "the version of the stream: counts from 1, without holes"),
            Map.entry(CloudEventCodec.ORGANIZATION, "the tenant, a UUID"),
            Map.entry(CloudEventCodec.ACTOR, "who caused it: api-key/<id>, or berth/<part>"),
            Map.entry(CloudEventCodec.CORRELATION, "the same for all that one request set going"),
            Map.entry(CloudEventCodec.CAUSATION, "the id of the event or report that led to it"),
            Map.entry(CloudEventCodec.TRACEPARENT, "the W3C trace context of the request"),
            Map.entry(CloudEventCodec.W3C_TRACEPARENT, "the same, where tracing libraries look for it")));

    private static final List<String> OPTIONAL_HEADERS =
            List.of(CloudEventCodec.CAUSATION, CloudEventCodec.TRACEPARENT, CloudEventCodec.W3C_TRACEPARENT);

    private final ObjectNode document = object().put("asyncapi", "3.0.0");
    private final ObjectNode channels;
    private final ObjectNode operations;
    private final ObjectNode messages;

    private AsyncApi() {
        document.putObject("info")
                .put("title", "Berth")
                .put("version", "1")
                .put(
                        "description",
                        "Every change on a Berth platform as an event, and what its parts tell each other. Fields are only"
                                + " ever added, and may then be absent: ignore those that you do not know.");
        document.put("defaultContentType", "application/json");
        channels = document.putObject("channels");
        operations = document.putObject("operations");
        messages = document.putObject("components").putObject("messages");
    }

    static ObjectNode document() {
        AsyncApi api = new AsyncApi();
        Arrays.stream(Kind.values()).forEach(api::addLog);
        api.addTopic(Topics.REPORTS, "What workers saw, until it is in the log.", "delete", List.of(Topics.REPORTS));
        api.addTopic(
                Topics.ENDPOINTS,
                "Where the instances of each container answer. A record without a value: the container is gone.",
                "compact",
                List.of(Topics.ENDPOINTS));
        api.addTopic(Topics.DEMAND, "What gateways want of containers just now.", "delete", List.of(Topics.DEMAND));
        return api.document;
    }

    private void addLog(Kind kind) {
        String prefix = "dev.berth." + kind.wireName() + ".";
        List<String> types = EventTypes.all().stream()
                .filter(type -> type.startsWith(prefix))
                .toList();
        addTopic(
                Topics.events(kind),
                "The history of every " + kind.wireName()
                        + ", kept for ever, as CloudEvents 1.0 in binary mode. A record"
                        + " may come twice: skip sequences that you have seen.",
                "delete",
                types);
    }

    private void addTopic(String topic, String description, String cleanup, List<String> names) {
        ObjectNode channel = channels.putObject(topic).put("address", topic).put("description", description);
        ObjectNode kafka = channel.putObject("bindings").putObject("kafka").put("topic", topic);
        ObjectNode configuration = kafka.putObject("topicConfiguration");
        configuration.putArray("cleanup.policy").add(cleanup);
        if (topic.endsWith(".events")) {
            configuration.put("retention.ms", -1);
        }
        kafka.put("bindingVersion", "0.5.0");
        ObjectNode references = channel.putObject("messages");
        ObjectNode operation = operations.putObject("read " + topic).put("action", "receive");
        operation.putObject("channel").put("$ref", "#/channels/" + topic);
        for (String name : names) {
            references.putObject(name).put("$ref", "#/components/messages/" + name);
            messages.set(name, message(name, topic));
        }
    }

    private static ObjectNode message(String name, String topic) {
        ObjectNode message = object().put("name", name).put("contentType", "application/json");
        message.putObject("payload")
                .put("schemaFormat", SCHEMA_FORMAT)
                .putObject("schema")
                .put("$ref", "./schema/" + name + ".json");
        if (topic.endsWith(".events")) {
            message.set("headers", eventHeaders(name));
        }
        message.putObject("bindings")
                .putObject("kafka")
                .put("bindingVersion", "0.5.0")
                .putObject("key")
                .put("type", "string")
                .put("description", "The stream id, <kind>/<uuid>: all records of a resource are in one partition.");
        return message;
    }

    private static ObjectNode eventHeaders(String type) {
        ObjectNode headers = object().put("type", "object");
        ObjectNode properties = headers.putObject("properties");
        EVENT_HEADERS.forEach((name, meaning) ->
                properties.putObject(name).put("type", "string").put("description", meaning));
        properties.withObjectProperty(CloudEventCodec.TYPE).put("const", type);
        EVENT_HEADERS.keySet().stream()
                .filter(name -> !OPTIONAL_HEADERS.contains(name))
                .forEach(headers.withArrayProperty("required")::add);
        return headers;
    }

    private static ObjectNode object() {
        return EventJson.MAPPER.createObjectNode();
    }
}
