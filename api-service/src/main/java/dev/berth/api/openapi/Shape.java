package dev.berth.api.openapi;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/** What a JSON value looks like, as a document says it. */
public final class Shape {

    /** Any text. */
    public static Schema text() {
        return of(SchemaType.STRING);
    }

    /** A text of at most so many characters. */
    public static Schema text(int longest) {
        return text().maxLength(longest);
    }

    /** A text of so many characters, of which all together match a pattern. */
    public static Schema text(int shortest, int longest, Pattern form) {
        return text(longest).minLength(shortest).pattern(whole(form));
    }

    /** A text that matches a pattern from its beginning to its end. */
    public static Schema text(Pattern form) {
        return text().pattern(whole(form));
    }

    private static String whole(Pattern form) {
        return "^(?:" + form.pattern() + ")$";
    }

    /** One of some words. */
    public static Schema word(Collection<String> words) {
        return text().enumeration(words.stream().<Object>map(word -> word).toList());
    }

    /** One of some words. */
    public static Schema word(String... words) {
        return word(List.of(words));
    }

    /** A UUID. */
    public static Schema id() {
        return text().format("uuid");
    }

    /** A point in time as RFC 3339 writes it. */
    public static Schema time() {
        return text().format("date-time");
    }

    /** An address. */
    public static Schema uri() {
        return text().format("uri");
    }

    /** True or false. */
    public static Schema flag() {
        return of(SchemaType.BOOLEAN);
    }

    /** A whole number. */
    public static Schema number() {
        return of(SchemaType.INTEGER);
    }

    /** A whole number that is not negative. */
    public static Schema count() {
        return number().format("int64").minimum(BigDecimal.ZERO);
    }

    /** A whole number between two bounds, both included. */
    public static Schema number(long least, long most) {
        return number().format("int64").minimum(BigDecimal.valueOf(least)).maximum(BigDecimal.valueOf(most));
    }

    /** An array. */
    public static Schema list(Schema items) {
        return of(SchemaType.ARRAY).items(items);
    }

    /** An object of which the client chooses the keys. */
    public static Schema map(Schema values) {
        return of(SchemaType.OBJECT).additionalPropertiesSchema(values);
    }

    /** The shape that the document has under a name. */
    public static Schema named(String name) {
        return OASFactory.createSchema().ref(name);
    }

    /** One of some shapes, or more than one at once. */
    public static Schema anyOf(Schema... shapes) {
        return OASFactory.createSchema().anyOf(List.of(shapes));
    }

    /** The shape, or null. */
    public static Schema orNull(Schema shape) {
        boolean plain = shape.getRef() == null && shape.getEnumeration() == null && shape.getType() != null;
        return plain ? shape.addType(SchemaType.NULL) : anyOf(shape, of(SchemaType.NULL));
    }

    /** The shape, or an empty text where there shall be nothing. */
    public static Schema orEmpty(Schema shape) {
        return anyOf(shape, word(""));
    }

    /** Anything at all. */
    public static Schema anything() {
        return OASFactory.createSchema();
    }

    static Schema of(SchemaType type) {
        return OASFactory.createSchema().addType(type);
    }

    private Shape() {}
}
