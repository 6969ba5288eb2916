package dev.berth.events.spec;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** Copies that cannot change, in an order that does not depend on chance, so that equal specs have equal JSON. */
final class Copies {

    static <V> Map<String, V> ordered(Map<String, V> map) {
        return Collections.unmodifiableMap(new TreeMap<>(map));
    }

    private Copies() {}
}
