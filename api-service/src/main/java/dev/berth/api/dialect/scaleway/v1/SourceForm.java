package dev.berth.api.dialect.scaleway.v1;

import static dev.berth.api.refusal.Refusal.Problem.CONSTRAINT;
import static dev.berth.api.refusal.Refusal.Problem.FORMAT;

import dev.berth.api.dialect.Fields;
import dev.berth.api.dialect.scaleway.triggers.TriggerFields;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The objects by which requests speak of a trigger's source, one for each kind. */
enum SourceForm {
    CRON("cron_config"),
    SQS("sqs_config"),
    NATS("nats_config");

    static final int MOST_SERVERS = 5;
    static final Pattern SERVER = Pattern.compile("[!-~]+");
    static final Pattern HEADER = Pattern.compile("[-!#$%&'*+.^_`|~0-9A-Za-z]+");
    static final Pattern HEADER_VALUE = Pattern.compile("[\\t -~]*");

    private final String field;

    SourceForm(String field) {
        this.field = field;
    }

    String field() {
        return field;
    }

    /** The source of a new trigger, of which all has to be said; empty when it cannot be one, which is then noted. */
    static Optional<SourceBody> whole(Fields fields) {
        List<String> all = Stream.of(values()).map(SourceForm::field).toList();
        return TriggerFields.source(fields, all).flatMap(given -> of(given).whole(fields, given));
    }

    private Optional<SourceBody> whole(Fields fields, String given) {
        return fields.object(given).map(object -> {
            TriggerFields.require(object, needed());
            return read(object);
        });
    }

    List<String> needed() {
        return switch (this) {
            case CRON -> List.of("schedule");
            case SQS -> List.of("region", "queue_url", "access_key_id", "secret_access_key");
            case NATS -> List.of("server_urls", "subject", "credentials_file_content");
        };
    }

    private static SourceForm of(String field) {
        return Stream.of(values())
                .filter(form -> form.field.equals(field))
                .findFirst()
                .orElseThrow();
    }

    /** What changes of a source; empty when nothing does. */
    static Optional<SourceBody> partial(Fields fields) {
        List<SourceForm> given =
                Stream.of(values()).filter(form -> form.isGiven(fields)).toList();
        if (given.size() > 1) {
            fields.refuse(given.getLast().field, CONSTRAINT, "a trigger has one source only");
        }
        return given.stream()
                .findFirst()
                .flatMap(form -> fields.object(form.field).map(form::read));
    }

    /** Go clients send objects of nulls. */
    private boolean isGiven(Fields fields) {
        return fields.object(field)
                .map(object -> object.names().stream().anyMatch(object::has))
                .orElse(false);
    }

    private SourceBody read(Fields object) {
        return switch (this) {
            case CRON ->
                new SourceBody.Cron(
                        TriggerFields.schedule(object),
                        timezone(object),
                        object.text("body", TriggerFields.LONGEST_BODY),
                        headers(object));
            case SQS ->
                new SourceBody.Sqs(
                        TriggerFields.filled(object, "region", TriggerFields.LONGEST_REGION),
                        TriggerFields.endpoint(object),
                        TriggerFields.queueUrl(object),
                        TriggerFields.filled(object, "access_key_id", TriggerFields.LONGEST_KEY),
                        TriggerFields.credential(object, "secret_access_key"));
            case NATS ->
                new SourceBody.Nats(
                        serverUrls(object),
                        TriggerFields.subject(object),
                        TriggerFields.credential(object, "credentials_file_content"));
        };
    }

    private static Optional<String> timezone(Fields object) {
        Optional<String> timezone = object.text("timezone").filter(name -> !name.isEmpty());
        if (timezone.isPresent() && !ZoneId.getAvailableZoneIds().contains(timezone.get())) {
            object.refuse("timezone", CONSTRAINT, "must be a name of the time zone database, such as Europe/Paris");
        }
        return timezone;
    }

    private static Optional<Map<String, String>> headers(Fields object) {
        Optional<Map<String, String>> headers = object.map("headers");
        boolean fit = headers.orElse(Map.of()).entrySet().stream()
                .allMatch(header -> HEADER.matcher(header.getKey()).matches()
                        && HEADER_VALUE.matcher(header.getValue()).matches());
        if (!fit) {
            object.refuse("headers", FORMAT, "must be names and values as HTTP has them");
        }
        return headers;
    }

    private static Optional<List<String>> serverUrls(Fields object) {
        Optional<List<String>> urls = object.texts("server_urls");
        if (urls.isPresent() && (urls.get().isEmpty() || urls.get().size() > MOST_SERVERS)) {
            object.refuse("server_urls", CONSTRAINT, "must be 1 to " + MOST_SERVERS + " URLs");
        }
        if (!urls.orElse(List.of()).stream().allMatch(url -> SERVER.matcher(url).matches())) {
            object.refuse("server_urls", FORMAT, "must be URLs such as nats://nats.example:4222");
        }
        return urls;
    }
}
