package dev.berth.api.views;

import java.util.List;

/**
 * One page of a list.
 *
 * @param total how many there are on all pages together
 */
public record Page<V>(List<V> items, long total) {

    public Page {
        items = List.copyOf(items);
    }
}
