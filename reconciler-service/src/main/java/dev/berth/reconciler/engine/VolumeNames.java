package dev.berth.reconciler.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;

/** What volumes are called on engines, which take no more than small letters, digits and hyphens. */
public final class VolumeNames {

    private static final Pattern PLAIN = Pattern.compile("[a-z0-9]([a-z0-9-]{0,46}[a-z0-9])?");
    private static final int LONGEST = 35;
    private static final int DIGITS = 12;

    /** The name itself where it is plain; for any other one that no other has, and that people know again. */
    public static String plain(String volume) {
        if (PLAIN.matcher(volume).matches()) {
            return volume;
        }
        String known = volume.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        String head = known.substring(0, Math.min(known.length(), LONGEST)).replaceAll("^-|-$", "");
        String tail = UUID.nameUUIDFromBytes(volume.getBytes(UTF_8)).toString();
        return (head.isEmpty() ? "volume" : head) + "-" + tail.substring(tail.length() - DIGITS);
    }

    private VolumeNames() {}
}
