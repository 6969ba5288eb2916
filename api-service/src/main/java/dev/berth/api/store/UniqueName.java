package dev.berth.api.store;

/**
 * A name that only one stream can have at a time.
 *
 * @param scope where it is unique, such as {@code namespace/<id>/containers}
 */
public record UniqueName(String scope, String name) {}
