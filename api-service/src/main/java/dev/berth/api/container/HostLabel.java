package dev.berth.api.container;

import dev.berth.api.NewId;
import dev.berth.events.ContainerId;
import java.util.Locale;
import java.util.regex.Pattern;

/** The DNS label under which the gateway serves a container; unique on the platform. */
final class HostLabel {

    private static final int LONGEST = 63; // RFC 1035
    private static final int ID_DIGITS = 8;
    private static final Pattern FOREIGN = Pattern.compile("[^a-z0-9-]");
    private static final Pattern OUTER_DASHES = Pattern.compile("^-+|-+$");

    /** What people expect; may be another's already. */
    static String preferred(String container, String namespace, ContainerId id) {
        String label = plain(container + "-" + namespace);
        return label.isEmpty() || label.length() > LONGEST ? certain(container, namespace, id) : label;
    }

    /** The same with a part of the id. */
    static String certain(String container, String namespace, ContainerId id) {
        String label = plain(container + "-" + namespace);
        String head = plain(label.substring(0, Math.min(label.length(), LONGEST - ID_DIGITS - 1)));
        return (head.isEmpty() ? "c" : head) + "-" + NewId.tail(id.value(), ID_DIGITS);
    }

    private static String plain(String name) {
        String dashed = FOREIGN.matcher(name.toLowerCase(Locale.ROOT)).replaceAll("-");
        return OUTER_DASHES.matcher(dashed).replaceAll("");
    }

    private HostLabel() {}
}
