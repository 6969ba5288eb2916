package dev.berth.events.spec;

/** Where a volume appears inside a container. */
public record VolumeMount(String volume, String path, boolean readOnly) {}
