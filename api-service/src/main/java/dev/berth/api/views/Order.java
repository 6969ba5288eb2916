package dev.berth.api.views;

/** The order of a list; the id decides between equals. */
public enum Order {
    CREATED_ASC,
    CREATED_DESC,
    NAME_ASC,
    NAME_DESC
}
