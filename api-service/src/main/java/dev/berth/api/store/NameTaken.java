package dev.berth.api.store;

import dev.berth.events.StreamId;

/** Another stream has the name that the append claims. Nothing was written. */
public final class NameTaken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient UniqueName name;
    private final transient StreamId holder;

    public NameTaken(UniqueName name, StreamId holder) {
        super(name.name() + " in " + name.scope() + " belongs to " + holder, null, false, false);
        this.name = name;
        this.holder = holder;
    }

    public UniqueName name() {
        return name;
    }

    public StreamId holder() {
        return holder;
    }
}
