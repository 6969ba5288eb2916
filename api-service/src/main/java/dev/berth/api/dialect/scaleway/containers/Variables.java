package dev.berth.api.dialect.scaleway.containers;

import static dev.berth.api.refusal.Refusal.Problem.CONSTRAINT;
import static dev.berth.api.refusal.Refusal.Problem.FORMAT;

import dev.berth.api.dialect.Fields;
import dev.berth.api.dialect.scaleway.containers.SecretChange.Merged;
import dev.berth.api.dialect.scaleway.containers.SecretChange.Replaced;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads variables, plain and secret, of namespaces and containers, and checks their names and sizes. */
public final class Variables {

    private static final String PLAIN = "environment_variables";
    private static final String SECRET = "secret_environment_variables";

    static final int MOST = 200;
    static final int LONGEST_NAME = 255;
    static final int LONGEST_VALUE_BYTES = 65_536;
    /** What both engines take as the name of a variable. */
    static final Pattern NAME = Pattern.compile("[-._a-zA-Z][-._a-zA-Z0-9]*");

    /** The plain variables, where the request speaks of them. */
    public static Optional<Map<String, String>> plain(Fields fields) {
        Optional<Map<String, String>> variables = fields.map(PLAIN);
        variables.ifPresent(map -> {
            checkNames(fields, PLAIN, map.keySet());
            map.forEach((name, value) -> checkValue(fields, PLAIN, name, value));
        });
        return variables;
    }

    /** Secret variables as an object: all that there shall be. */
    public static SecretChange secretObject(Fields fields) {
        return fields.nullableMap(SECRET)
                .<SecretChange>map(map -> new Replaced(checked(fields, map)))
                .orElseGet(SecretChange::none);
    }

    /** Secret variables as an array of keys and values: those that shall change. Of a key given twice the last counts. */
    public static SecretChange secretArray(Fields fields) {
        Map<String, Optional<String>> map = new LinkedHashMap<>();
        fields.objects(SECRET)
                .orElse(List.of())
                .forEach(variable -> map.put(variable.required("key"), variable.text("value")));
        map.remove(""); // refused already
        return new Merged(checked(fields, map));
    }

    private static Map<String, Optional<String>> checked(Fields fields, Map<String, Optional<String>> secrets) {
        checkNames(fields, SECRET, secrets.keySet());
        secrets.forEach((name, value) -> value.ifPresent(text -> checkValue(fields, SECRET, name, text)));
        return secrets;
    }

    private static void checkNames(Fields fields, String field, Set<String> names) {
        if (names.size() > MOST) {
            fields.refuse(field, CONSTRAINT, "must be at most " + MOST + " variables");
        }
        names.forEach(name -> checkName(fields, field, name));
    }

    private static void checkName(Fields fields, String field, String name) {
        if (name.length() > LONGEST_NAME || !NAME.matcher(name).matches()) {
            fields.refuse(
                    field,
                    FORMAT,
                    "a variable's name is 1 to " + LONGEST_NAME
                            + " letters, digits, '-', '.' or '_', not a digit first");
        } else if (name.equals("PORT") || name.startsWith("SCW_")) {
            fields.refuse(field + "." + name, CONSTRAINT, "PORT and names that begin with SCW_ are reserved");
        }
    }

    private static void checkValue(Fields fields, String field, String name, String value) {
        if (value.getBytes(StandardCharsets.UTF_8).length > LONGEST_VALUE_BYTES) {
            fields.refuse(field + "." + name, CONSTRAINT, "must be at most " + LONGEST_VALUE_BYTES + " bytes");
        }
    }

    private Variables() {}
}
