package dev.berth.api.container;

import dev.berth.api.NewId;
import dev.berth.events.ContainerId;
import java.util.Locale;

/** The DNS label under which the gateway serves a container; unique on the platform. */
final class HostLabel {

    private static final int LONGEST = 63; // RFC 1035
    private static final int ID_DIGITS = 8;

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
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]", "-").replaceAll("^-+|-+$", "");
    }

    private HostLabel() {}
}
