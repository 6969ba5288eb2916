package dev.berth.api.views;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.berth.events.EventJson;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Views as they stand in the database. */
final class ViewJson {

    private static final Map<Class<?>, ObjectReader> READERS = new ConcurrentHashMap<>();

    static String write(Projected view) {
        try {
            return EventJson.MAPPER.writeValueAsString(view);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("cannot write a view", e);
        }
    }

    static <V> V read(String json, Class<V> type) {
        try {
            return READERS.computeIfAbsent(type, EventJson.MAPPER::readerFor).readValue(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("cannot read a " + type.getSimpleName(), e);
        }
    }

    private ViewJson() {}
}
