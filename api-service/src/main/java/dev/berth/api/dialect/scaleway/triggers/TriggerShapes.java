package dev.berth.api.dialect.scaleway.triggers;

import dev.berth.api.openapi.ObjectShape;
import dev.berth.api.openapi.Shape;
import java.util.List;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;

/** What requests say of triggers in whichever version, as documents say it. */
public final class TriggerShapes {

    /** The name of a trigger. */
    public static Schema name() {
        return Shape.text(1, TriggerFields.LONGEST_NAME, TriggerFields.NAME);
    }

    /** What a trigger is for, in somebody's words. */
    public static Schema description() {
        return Shape.text(TriggerFields.LONGEST_TEXT);
    }

    /** When a cron fires. */
    public static Schema schedule() {
        return Shape.text(TriggerFields.LONGEST_TEXT)
                .description("Five fields (`* - , /`, names of months and days) or a macro such as `@hourly`")
                .addExample("*/5 * * * *");
    }

    /** A text of 1 to so many characters. */
    public static Schema filled(int longest) {
        return Shape.text(longest).minLength(1);
    }

    /** What names a key. */
    public static Schema key() {
        return filled(TriggerFields.LONGEST_KEY);
    }

    /** What a source is read with; it is never shown again. */
    public static Schema credential() {
        return filled(TriggerFields.LONGEST_CREDENTIAL).writeOnly(true);
    }

    /** A subject of messages. */
    public static Schema subject() {
        return Shape.text(1, TriggerFields.LONGEST_SUBJECT, TriggerFields.SUBJECT);
    }

    /** The address of a queue. */
    public static Schema queueUrl() {
        return Shape.text(TriggerFields.URL).addExample("https://sqs.example/orders");
    }

    /** The address of those who keep a queue. */
    public static Schema endpoint() {
        return Shape.orEmpty(Shape.text(TriggerFields.URL))
                .description("May be empty where that of the queue is enough");
    }

    /** The request, with exactly one of these objects. */
    public static Schema oneSource(Schema request, List<String> sources) {
        sources.forEach(source -> request.addOneOf(OASFactory.createSchema()
                .addProperty(source, ObjectShape.empty().schema())
                .addRequired(source)));
        return request;
    }

    private TriggerShapes() {}
}
