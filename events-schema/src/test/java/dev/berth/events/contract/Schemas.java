package dev.berth.events.contract;

import com.fasterxml.classmate.ResolvedType;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.module.jackson.JacksonModule;
import com.github.victools.jsonschema.module.jackson.JacksonOption;
import dev.berth.events.EventJson;
import dev.berth.events.EventTypes;
import dev.berth.events.ResourceId;
import dev.berth.events.StreamId;
import dev.berth.events.Topics;
import dev.berth.events.report.Reported;
import dev.berth.events.traffic.Demand;
import dev.berth.events.traffic.Endpoints;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** JSON Schema (draft 2020-12) of all that is published, made from the records that write it. */
final class Schemas {

    private static final Javadoc JAVADOC = new Javadoc();
    private static final SchemaGenerator GENERATOR = generator();

    /** What a record on a topic can be, by the name of its schema: each event type, and the topics that are no log. */
    static Map<String, Class<?>> published() {
        Map<String, Class<?>> published = new LinkedHashMap<>();
        EventTypes.all().forEach(type -> published.put(type, EventTypes.classOf(type)));
        published.put(Topics.REPORTS, Reported.class);
        published.put(Topics.ENDPOINTS, Endpoints.class);
        published.put(Topics.DEMAND, Demand.class);
        return published;
    }

    static ObjectNode of(String name, Class<?> type) {
        ObjectNode schema = EventJson.MAPPER.createObjectNode();
        schema.put("$schema", SchemaVersion.DRAFT_2020_12.getIdentifier());
        schema.put("title", name);
        schema.setAll(GENERATOR.generateSchema(type));
        return schema;
    }

    private static SchemaGenerator generator() {
        var builder = new SchemaGeneratorConfigBuilder(
                        EventJson.MAPPER, SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
                .without(Option.SCHEMA_VERSION_INDICATOR)
                .with(Option.FLATTENED_OPTIONALS, Option.MAP_VALUES_AS_ADDITIONAL_PROPERTIES)
                .with(Option.DEFINITIONS_FOR_ALL_OBJECTS, Option.EXTRA_OPEN_API_FORMAT_VALUES)
                .with(new JacksonModule(JacksonOption.FLATTENED_ENUMS_FROM_JSONVALUE));
        builder.forTypesInGeneral()
                .withPropertySorter((_, _) -> 0) // as declared
                .withCustomDefinitionProvider((type, _) -> text(type))
                .withDescriptionResolver(scope -> description(scope.getType()));
        builder.forFields()
                .withRequiredCheck(field -> !isOptional(field))
                .withDescriptionResolver(Schemas::description);
        return new SchemaGenerator(builder.build());
    }

    private static boolean isOptional(FieldScope field) {
        return field.getRawMember().getType() == Optional.class;
    }

    private static @Nullable String description(ResolvedType type) {
        return JAVADOC.of(type.getErasedType()).orElse(null);
    }

    private static @Nullable String description(FieldScope field) {
        if (field.isFakeContainerItemScope()) {
            return null;
        }
        return JAVADOC.ofComponent(field.getRawMember().getDeclaringClass(), field.getDeclaredName())
                .orElse(null);
    }

    /** The types that are a string in JSON; null for all others. */
    private static @Nullable CustomDefinition text(ResolvedType type) {
        Class<?> erased = type.getErasedType();
        if (erased == UUID.class || ResourceId.class.isAssignableFrom(erased)) {
            return string("format", "uuid");
        }
        if (erased == Instant.class) {
            return string("format", "date-time");
        }
        if (erased == Duration.class) {
            return string("format", "duration");
        }
        return erased == StreamId.class ? string("pattern", "^[a-z-]+/[0-9a-f-]{36}$") : null;
    }

    private static CustomDefinition string(String keyword, String value) {
        ObjectNode schema =
                EventJson.MAPPER.createObjectNode().put("type", "string").put(keyword, value);
        return new CustomDefinition(schema, true);
    }

    private Schemas() {}
}
