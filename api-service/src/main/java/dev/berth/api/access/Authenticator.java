package dev.berth.api.access;

import io.smallrye.mutiny.Uni;

/** Tells who shows a secret. */
public interface Authenticator {

    /**
     * Who shows this secret; fails with {@link dev.berth.api.refusal.Refusal.Unauthenticated}. What it answers holds at
     * this moment on every instance: a key revoked anywhere is refused here at once.
     */
    Uni<Principal> authenticate(String secret);

    /**
     * The same from memory, for a request that writes: it may be of a key that was revoked since, which the write
     * itself then finds out.
     */
    Uni<Principal> authenticateForWrite(String secret);
}
