package dev.berth.api;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import java.util.UUID;

/**
 * Ids of what is new: UUIDs of version 7 (RFC 9562), which rise with time. So what comes together lies together in every
 * index, however many there are. Whoever knows one may guess others: a secret is none of these.
 */
public final class NewId {

    private static final TimeBasedEpochGenerator GENERATOR = Generators.timeBasedEpochGenerator();

    /** An id that nothing else has. */
    public static UUID next() {
        return GENERATOR.generate();
    }

    /** The last so many digits, to tell names apart: the first tell the time, and are the same within a minute. */
    public static String tail(UUID id, int digits) {
        String text = id.toString();
        return text.substring(text.length() - digits);
    }

    private NewId() {}
}
