package dev.berth.api.dialect.scaleway.triggers;

import static dev.berth.api.refusal.Refusal.Problem.CONSTRAINT;
import static dev.berth.api.refusal.Refusal.Problem.FORMAT;
import static dev.berth.api.refusal.Refusal.Problem.REQUIRED;

import dev.berth.api.dialect.Fields;
import dev.berth.api.dialect.scaleway.Words;
import dev.berth.api.refusal.Refusal.Invalid;
import dev.berth.api.refusal.Refusal.Violation;
import dev.berth.api.refusal.Refused;
import dev.berth.api.secrets.Plaintext;
import dev.berth.api.trigger.CronSchedule;
import dev.berth.events.ContainerId;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads what requests say of triggers, in whichever version. */
public final class TriggerFields {

    /** The most characters of the name of a region. */
    public static final int LONGEST_REGION = 20;
    /** The most characters of what names a key. */
    public static final int LONGEST_KEY = 255;
    /** The most characters of what a cron sends. */
    public static final int LONGEST_BODY = 10_000;

    static final int LONGEST_NAME = 50;
    static final int LONGEST_TEXT = 255;
    static final int LONGEST_CREDENTIAL = 65_536;
    static final int LONGEST_SUBJECT = 100;
    static final Pattern NAME = Pattern.compile("[a-zA-Z0-9]([-_a-zA-Z0-9]*[a-zA-Z0-9])?");
    static final Pattern URL = Pattern.compile("https?://[!-~]+");
    static final Pattern SUBJECT = Pattern.compile("\\S+");

    /** The name of a new trigger. */
    public static String name(Fields fields) {
        return Words.name(fields, NAME, LONGEST_NAME);
    }

    /** Another name of a trigger. */
    public static Optional<String> anotherName(Fields fields) {
        return fields.has("name") ? Optional.of(name(fields)) : Optional.empty();
    }

    /** What a trigger is for, in somebody's words. */
    public static Optional<String> description(Fields fields) {
        return fields.text("description", LONGEST_TEXT);
    }

    /** The container that a new trigger calls; empty when it cannot be one, which is then noted. */
    public static Optional<ContainerId> container(Fields fields) {
        return fields.required("container_id").isEmpty()
                ? Optional.empty()
                : Words.id(fields, "container_id").map(ContainerId::new);
    }

    /** When a cron fires. */
    public static Optional<String> schedule(Fields fields) {
        Optional<String> schedule = fields.text("schedule", LONGEST_TEXT);
        schedule.flatMap(CronSchedule::fault).ifPresent(fault -> fields.refuse("schedule", FORMAT, fault));
        return schedule;
    }

    /** A text of 1 to so many characters. */
    public static Optional<String> filled(Fields fields, String name, int longest) {
        Optional<String> text = fields.text(name, longest);
        if (text.filter(String::isEmpty).isPresent()) {
            fields.refuse(name, CONSTRAINT, "must not be empty");
        }
        return text;
    }

    /** A subject of messages. */
    public static Optional<String> subject(Fields fields) {
        Optional<String> subject = fields.text("subject", LONGEST_SUBJECT);
        if (subject.isPresent() && !SUBJECT.matcher(subject.get()).matches()) {
            fields.refuse("subject", FORMAT, "must be a subject without white space");
        }
        return subject;
    }

    /** The address of a queue. */
    public static Optional<String> queueUrl(Fields fields) {
        return url(fields, "queue_url", fields.text("queue_url"));
    }

    /** The address of those who keep a queue; "" where that of the queue is enough. */
    public static Optional<String> endpoint(Fields fields) {
        Optional<String> endpoint = fields.text("endpoint");
        return endpoint.filter(String::isEmpty).isPresent() ? endpoint : url(fields, "endpoint", endpoint);
    }

    private static Optional<String> url(Fields fields, String name, Optional<String> url) {
        if (url.isPresent() && !URL.matcher(url.get()).matches()) {
            fields.refuse(name, FORMAT, "must be a URL that begins with http:// or https://");
        }
        return url;
    }

    /** What a source is read with; it is never shown again. */
    public static Optional<Plaintext> credential(Fields fields, String name) {
        return filled(fields, name, LONGEST_CREDENTIAL).map(Plaintext::new);
    }

    /** Notes which of these are not there. */
    public static void require(Fields fields, List<String> names) {
        for (String name : names) {
            if (!fields.has(name)) {
                fields.refuse(name, REQUIRED, "is required");
            }
        }
    }

    /** The one object of these that says where a new trigger's calls come from; empty when it is not one, which is then noted. */
    public static Optional<String> source(Fields fields, List<String> names) {
        List<String> given = names.stream().filter(fields::has).toList();
        if (given.size() != 1) {
            fields.refuse(
                    given.isEmpty() ? names.getFirst() : given.getLast(),
                    given.isEmpty() ? REQUIRED : CONSTRAINT,
                    "exactly one is needed of: " + String.join(", ", names));
            return Optional.empty();
        }
        return Optional.of(given.getFirst());
    }

    /** What is answered to a change of where a trigger's calls come from. */
    public static Refused anotherSource(String field) {
        return new Refused(new Invalid(
                List.of(new Violation(field, CONSTRAINT, "a trigger keeps its kind of source; make another trigger"))));
    }

    private TriggerFields() {}
}
