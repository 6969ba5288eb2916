package dev.berth.api.platform;

import dev.berth.api.dialect.Fields;
import dev.berth.api.refusal.Refusal.Problem;

/** Names of organizations and projects: what people call them, so nearly anything. */
final class Names {

    static final int LONGEST = 100;

    static String required(Fields fields) {
        String name = fields.required("name");
        boolean blank = !name.isEmpty() && name.isBlank();
        if (blank || name.codePointCount(0, name.length()) > LONGEST) {
            fields.refuse("name", Problem.CONSTRAINT, "must be 1 to " + LONGEST + " characters, not all of them blank");
        }
        return name;
    }

    private Names() {}
}
