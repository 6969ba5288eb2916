package dev.berth.api.dialect;

import dev.berth.api.access.Authenticator;
import dev.berth.api.access.Principal;
import dev.berth.api.command.Request;
import dev.berth.api.refusal.Refusal.Reason;
import dev.berth.api.refusal.Refusal.Unauthenticated;
import dev.berth.api.refusal.Refused;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Finds out who calls, by the secret of an API key, and what the call shall be known by. */
@ApplicationScoped
public class Callers {

    private final Authenticator authenticator;

    Callers(Authenticator authenticator) {
        this.authenticator = authenticator;
    }

    /** Who calls with that secret to be told something. */
    public Uni<Request> reader(RoutingContext http, Optional<UUID> secret) {
        return caller(http, secret, authenticator::authenticate);
    }

    /** Who calls with that secret to change something. */
    public Uni<Request> writer(RoutingContext http, Optional<UUID> secret) {
        return caller(http, secret, authenticator::authenticateForWrite);
    }

    /** A request of somebody who is known already. */
    public static Request request(RoutingContext http, Principal principal) {
        return Request.of(principal, Front.requestId(http), Traceparent.of(http));
    }

    /** The trace is read at once: who waited for a database that was away goes on where no span is known. */
    private static Uni<Request> caller(
            RoutingContext http, Optional<UUID> secret, Function<String, Uni<Principal>> authenticate) {
        Optional<String> trace = Traceparent.of(http);
        return secret.map(UUID::toString)
                .map(authenticate)
                .orElseGet(() -> Uni.createFrom().failure(new Refused(new Unauthenticated(Reason.NOT_GIVEN))))
                .map(principal -> Request.of(principal, Front.requestId(http), trace));
    }
}
