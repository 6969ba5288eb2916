package dev.berth.api.tenancy;

import dev.berth.api.access.Authenticator;
import dev.berth.api.store.Names;
import java.time.InstantSource;

/** Lets tests of other packages have the real thing. */
public final class Authenticators {

    public static Authenticator of(Names names, ApiKeys apiKeys, InstantSource clock) {
        return new KeyAuthenticator(names, apiKeys, clock);
    }

    private Authenticators() {}
}
