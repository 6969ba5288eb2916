package dev.berth.api.views;

/** What folding a stream has come to: something that can be shown, or a draft that is not complete yet. */
sealed interface Projected permits View, NamespaceDraft, ContainerDraft, TriggerDraft {

    /** The version of the last event that went into it. */
    long version();
}
