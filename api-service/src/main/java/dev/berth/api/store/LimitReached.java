package dev.berth.api.store;

import dev.berth.events.Kind;
import java.util.UUID;

/** The owner has as many of a kind as it may have. Nothing was written. */
public final class LimitReached extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final UUID owner;
    private final Kind kind;
    private final long most;
    private final long current;

    public LimitReached(UUID owner, Kind kind, long most, long current) {
        super(owner + " has " + current + " of at most " + most + " " + kind.wireName() + "s", null, false, false);
        this.owner = owner;
        this.kind = kind;
        this.most = most;
        this.current = current;
    }

    public UUID owner() {
        return owner;
    }

    public Kind kind() {
        return kind;
    }

    public long most() {
        return most;
    }

    public long current() {
        return current;
    }
}
