package dev.berth.api.dialect.scaleway.v1;

import static dev.berth.api.refusal.Refusal.Problem.CONSTRAINT;
import static dev.berth.api.refusal.Refusal.Problem.FORMAT;

import dev.berth.api.dialect.Fields;
import dev.berth.api.secrets.Plaintext;
import dev.berth.events.spec.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads variables, plain and secret, of namespaces and containers, and checks their names and sizes. */
final class Variables {

    static final String PLAIN = "environment_variables";
    static final String SECRET = "secret_environment_variables";

    private static final int MOST = 200;
    private static final int LONGEST_NAME = 255;
    private static final int LONGEST_VALUE_BYTES = 65_536;
    /** What both engines take as the name of a variable. */
    private static final Pattern NAME = Pattern.compile("[-._a-zA-Z][-._a-zA-Z0-9]*");

    static Optional<Map<String, String>> plain(Fields fields) {
        Optional<Map<String, String>> variables = fields.map(PLAIN);
        variables.ifPresent(map -> {
            checkNames(fields, PLAIN, map.keySet());
            map.forEach((name, value) -> checkValue(fields, PLAIN, name, value));
        });
        return variables;
    }

    /** Secret variables by name; those without a value keep the one that they have. */
    static Optional<Map<String, Optional<String>>> secret(Fields fields) {
        Optional<Map<String, Optional<String>>> variables = fields.nullableMap(SECRET);
        variables.ifPresent(map -> {
            checkNames(fields, SECRET, map.keySet());
            map.forEach((name, value) -> value.ifPresent(text -> checkValue(fields, SECRET, name, text)));
        });
        return variables;
    }

    /** The values that have to be sealed. */
    static Map<String, Plaintext> toSeal(Optional<Map<String, Optional<String>>> asked) {
        Map<String, Plaintext> values = new TreeMap<>();
        asked.orElse(Map.of()).forEach((name, value) -> value.ifPresent(text -> values.put(name, new Plaintext(text))));
        return values;
    }

    /**
     * The secrets after a change: what is not listed goes, and what is listed without a value, or with the hash that was
     * answered before, stays.
     */
    static Map<String, Secret> changed(
            Optional<Map<String, Optional<String>>> asked, Map<String, Secret> present, Map<String, Secret> sealed) {
        Map<String, Secret> secrets = new TreeMap<>();
        asked.ifPresent(listed -> listed.forEach((name, value) -> {
            Secret kept = present.get(name);
            Secret given = sealed.get(name);
            boolean keep = kept != null
                    && (value.isEmpty() || value.get().isEmpty() || value.get().equals(kept.hash()));
            if (keep) {
                secrets.put(name, kept);
            } else if (given != null) {
                secrets.put(name, given);
            }
        }));
        return asked.isPresent() ? secrets : present;
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
