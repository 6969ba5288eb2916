package dev.berth.api.dialect;

import static dev.berth.api.refusal.Refusal.Problem.CONSTRAINT;
import static dev.berth.api.refusal.Refusal.Problem.FORMAT;
import static dev.berth.api.refusal.Refusal.Problem.REQUIRED;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.berth.api.refusal.Refusal.Invalid;
import dev.berth.api.refusal.Refusal.Problem;
import dev.berth.api.refusal.Refusal.Violation;
import dev.berth.api.refusal.Refused;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Takes typed fields out of a JSON object and collects everything that is wrong with them, so that a client hears of
 * all of it at once. An absent field and null are the same: not set. Nothing is converted: {@code "5"} is no number.
 * Fields that nobody asks for are ignored.
 */
public final class Fields {

    /** A client needs no longer list, and must not be able to ask for one. */
    private static final int MOST_VIOLATIONS = 20;

    private static final int LONGEST_FIELD = 300;

    private final ObjectNode object;
    private final String path;
    private final List<Violation> violations;

    private Fields(ObjectNode object, String path, List<Violation> violations) {
        this.object = object;
        this.path = path;
        this.violations = violations;
    }

    /** The fields of the object in a request's body. Throws {@link Refused} when it is none. */
    public static Fields ofBody(RoutingContext http) {
        Buffer body = http.body().buffer();
        return of(JsonInput.object(body == null ? new byte[0] : body.getBytes()));
    }

    public static Fields of(ObjectNode object) {
        return new Fields(object, "", new ArrayList<>());
    }

    /** Throws {@link Refused} when anything was found to be wrong so far. */
    public void check() {
        if (!violations.isEmpty()) {
            throw new Refused(new Invalid(violations));
        }
    }

    /** Notes something that is wrong with a field. */
    public void refuse(String name, Problem problem, String message) {
        if (violations.size() < MOST_VIOLATIONS) {
            violations.add(new Violation(shown(path + name), problem, message));
        }
    }

    /** Whether the field is there and not null. */
    public boolean has(String name) {
        return object.hasNonNull(name);
    }

    /** A field that has to be there and must not be empty. Answers "" when it is not, which is then noted. */
    public String required(String name) {
        Optional<String> text = text(name);
        if (text.isEmpty() ? !has(name) : text.get().isEmpty()) {
            refuse(name, REQUIRED, "is required");
        }
        return text.orElse("");
    }

    public Optional<String> text(String name) {
        return node(name).flatMap(node -> text(name, node));
    }

    /** A text of at most so many characters. */
    public Optional<String> text(String name, int longest) {
        return text(name).filter(text -> fits(name, text, longest));
    }

    public Optional<Boolean> bool(String name) {
        return node(name)
                .flatMap(node -> node.isBoolean()
                        ? Optional.of(node.booleanValue())
                        : refused(name, FORMAT, "must be true or false"));
    }

    /** A whole number between two bounds, both included. */
    public Optional<Long> number(String name, long least, long most) {
        return node(name).flatMap(node -> number(name, node, least, most));
    }

    /** As {@link #number}, for what fits in an int. */
    public Optional<Integer> count(String name, int least, int most) {
        return number(name, least, most).map(Math::toIntExact);
    }

    public Optional<List<String>> texts(String name) {
        return node(name)
                .flatMap(node -> node.isArray() ? Optional.of(texts(name, node)) : refusedType(name, "an array"));
    }

    /** A map from texts to texts. */
    public Optional<Map<String, String>> map(String name) {
        return node(name).flatMap(node -> object(name, node)).map(Fields::allTexts);
    }

    /** A map from texts to texts or null. */
    public Optional<Map<String, Optional<String>>> nullableMap(String name) {
        return node(name).flatMap(node -> object(name, node)).map(Fields::allNullableTexts);
    }

    /** An object inside this one; what is wrong in it is noted here too. */
    public Optional<Fields> object(String name) {
        return node(name).flatMap(node -> object(name, node));
    }

    /** An object inside this one as it is. */
    public Optional<ObjectNode> json(String name) {
        return node(name)
                .flatMap(
                        node -> node instanceof ObjectNode inner ? Optional.of(inner) : refusedType(name, "an object"));
    }

    /** The objects of an array inside this one. */
    public Optional<List<Fields>> objects(String name) {
        return node(name)
                .flatMap(node -> node.isArray() ? Optional.of(objects(name, node)) : refusedType(name, "an array"));
    }

    /** The names of all fields that are there, null or not. */
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private Optional<JsonNode> node(String name) {
        return Optional.ofNullable(object.get(name)).filter(node -> !node.isNull());
    }

    private Optional<String> text(String name, JsonNode node) {
        if (!node.isTextual()) {
            return refusedType(name, "a string");
        }
        return Text.isStorable(node.textValue())
                ? Optional.of(node.textValue())
                : refused(name, FORMAT, "must not contain NUL or half a surrogate pair");
    }

    private boolean fits(String name, String text, int longest) {
        if (text.codePointCount(0, text.length()) <= longest) {
            return true;
        }
        refuse(name, CONSTRAINT, "must be at most " + longest + " characters");
        return false;
    }

    private Optional<Long> number(String name, JsonNode node, long least, long most) {
        if (!node.isIntegralNumber()) {
            return refusedType(name, "a whole number");
        }
        if (!node.canConvertToLong() || node.longValue() < least || node.longValue() > most) {
            return refused(name, CONSTRAINT, "must be " + least + " to " + most);
        }
        return Optional.of(node.longValue());
    }

    private List<String> texts(String name, JsonNode array) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            text(name + "." + i, array.get(i)).ifPresent(texts::add);
        }
        return texts;
    }

    private Optional<Fields> object(String name, JsonNode node) {
        return node instanceof ObjectNode inner
                ? Optional.of(new Fields(inner, path + name + ".", violations))
                : refusedType(name, "an object");
    }

    private List<Fields> objects(String name, JsonNode array) {
        List<Fields> objects = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            object(name + "." + i, array.get(i)).ifPresent(objects::add);
        }
        return objects;
    }

    private Map<String, String> allTexts() {
        Map<String, String> texts = new LinkedHashMap<>();
        object.properties()
                .forEach(field ->
                        text(field.getKey(), field.getValue()).ifPresent(text -> texts.put(field.getKey(), text)));
        return texts;
    }

    private Map<String, Optional<String>> allNullableTexts() {
        Map<String, Optional<String>> texts = new LinkedHashMap<>();
        names().forEach(name -> texts.put(name, text(name)));
        return texts;
    }

    private <T> Optional<T> refusedType(String name, String type) {
        return refused(name, FORMAT, "must be " + type);
    }

    private <T> Optional<T> refused(String name, Problem problem, String message) {
        refuse(name, problem, message);
        return Optional.empty();
    }

    /** A field's name may be of the client's making. */
    private static String shown(String field) {
        String printable = Text.isStorable(field) ? field : "?";
        return printable.length() <= LONGEST_FIELD ? printable : "?";
    }
}
