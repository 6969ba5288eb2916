package dev.berth.api.dialect.scaleway;

import static dev.berth.api.refusal.Refusal.Problem.CONSTRAINT;
import static dev.berth.api.refusal.Refusal.Problem.FORMAT;

import dev.berth.api.dialect.Fields;
import dev.berth.api.dialect.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Reads the types of field that Scaleway's APIs have beside JSON's own. */
public final class Words {

    /** The name of a new resource, which has to be there. Answers "" when it cannot be one, which is then noted. */
    public static String name(Fields fields, Pattern form, int longest) {
        String name = fields.required("name");
        boolean fits = name.length() <= longest && form.matcher(name).matches();
        if (!name.isEmpty() && !fits) {
            fields.refuse("name", CONSTRAINT, "must be at most " + longest + " characters and match " + form);
        }
        return name;
    }

    /** One of some words. Go clients write {@code unknown_*} or nothing for a choice that was not made. */
    public static <T> Optional<T> choice(Fields fields, String name, Map<String, T> choices) {
        Optional<String> word = fields.text(name).filter(text -> !text.isEmpty() && !text.startsWith("unknown_"));
        if (word.isPresent() && !choices.containsKey(word.get())) {
            fields.refuse(
                    name,
                    CONSTRAINT,
                    "must be one of: "
                            + String.join(
                                    ", ", choices.keySet().stream().sorted().toList()));
        }
        return word.flatMap(chosen -> Optional.ofNullable(choices.get(chosen)));
    }

    /** A duration between two bounds, both included. */
    public static Optional<Duration> duration(Fields fields, String name, Duration least, Duration most) {
        Optional<String> text = fields.text(name);
        Optional<Duration> duration = text.flatMap(Durations::parse);
        if (text.isPresent() && duration.isEmpty()) {
            fields.refuse(name, FORMAT, "must be a number of seconds followed by s, such as 300s");
        }
        if (duration.isPresent()
                && (duration.get().compareTo(least) < 0 || duration.get().compareTo(most) > 0)) {
            fields.refuse(name, CONSTRAINT, "must be " + Durations.format(least) + " to " + Durations.format(most));
            return Optional.empty();
        }
        return duration;
    }

    /** A time; "" means that there is none. */
    public static Optional<Instant> instant(Fields fields, String name) {
        Optional<String> text = fields.text(name).filter(time -> !time.isEmpty());
        Optional<Instant> instant = text.flatMap(Timestamps::parse);
        if (text.isPresent() && instant.isEmpty()) {
            fields.refuse(name, FORMAT, "must be a time such as 2026-03-01T08:15:30Z");
        }
        return instant;
    }

    /** An id in a request's body; "" means that there is none. */
    public static Optional<UUID> id(Fields fields, String name) {
        Optional<String> text = fields.text(name).filter(id -> !id.isEmpty());
        Optional<UUID> id = text.flatMap(Text::uuid);
        if (text.isPresent() && id.isEmpty()) {
            fields.refuse(name, FORMAT, "must be a UUID");
        }
        return id;
    }

    private Words() {}
}
