package dev.berth.api.openapi;

import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/** What an object looks like, member by member. It may have members besides: readers ignore what they do not know. */
public final class ObjectShape {

    private final Schema schema = Shape.of(SchemaType.OBJECT);

    /** An object without members so far. */
    public static ObjectShape empty() {
        return new ObjectShape();
    }

    private ObjectShape() {}

    /** A member that is always there. */
    public ObjectShape with(String name, Schema shape) {
        schema.addProperty(name, shape).addRequired(name);
        return this;
    }

    /** A member that is always there, and null when there is nothing. */
    public ObjectShape withNullable(String name, Schema shape) {
        return with(name, Shape.orNull(shape));
    }

    /** A member that is left out when there is nothing. */
    public ObjectShape maybe(String name, Schema shape) {
        schema.addProperty(name, shape);
        return this;
    }

    /** A member that a client may leave out, or set to null, which is the same. */
    public ObjectShape optional(String name, Schema shape) {
        return maybe(name, Shape.orNull(shape));
    }

    /** It as a schema. */
    public Schema schema() {
        return schema;
    }
}
