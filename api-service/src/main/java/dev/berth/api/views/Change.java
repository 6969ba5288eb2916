package dev.berth.api.views;

/** A view before and after some events. */
record Change(StoredView before, StoredView after) {}
