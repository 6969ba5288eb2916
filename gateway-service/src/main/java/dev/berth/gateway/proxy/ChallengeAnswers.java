package dev.berth.gateway.proxy;

import dev.berth.gateway.acme.Challenges;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.function.Consumer;

/** Answers an authority that looks whether a host under order is really here, RFC 8555, 8.3; nobody else notices. */
final class ChallengeAnswers {

    private static final String PLACE = "/.well-known/acme-challenge/";

    private final Vertx loop;
    private final Optional<Challenges> challenges;

    ChallengeAnswers(Vertx loop, Optional<Challenges> challenges) {
        this.loop = loop;
        this.challenges = challenges;
    }

    /** Whether a request looks like one of an authority. */
    boolean mayConcern(HttpServerRequest request) {
        return challenges.isPresent()
                && request.uri().startsWith(PLACE)
                && request.method().equals(HttpMethod.GET)
                && !Upload.mayFollow(request);
    }

    /** Answers a request; says afterwards whether it did, or whether it is somebody else's. */
    void answer(HttpServerRequest request, Consumer<Boolean> afterwards) {
        var _ = loop.executeBlocking(() -> find(request).orElse(null), false).onComplete(found -> {
            String answer = found.result();
            if (answer != null) {
                var _ = request.response()
                        .putHeader("Content-Type", "application/octet-stream")
                        .end(answer);
            }
            afterwards.accept(answer != null);
        });
    }

    private Optional<String> find(HttpServerRequest request) {
        try {
            String host = Target.bare(Target.of(request).host());
            String token = request.uri().substring(PLACE.length());
            return challenges.flatMap(known -> known.answer(host, token));
        } catch (Target.Malformed _) {
            return Optional.empty(); // whoever it is told why by those who answer all other requests
        }
    }
}
