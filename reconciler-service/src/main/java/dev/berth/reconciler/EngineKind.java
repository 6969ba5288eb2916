package dev.berth.reconciler;

/** What runs instances. */
enum EngineKind {
    DOCKER,
    KUBERNETES
}
