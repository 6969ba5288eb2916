package dev.berth.gateway.proxy;

import java.time.Duration;

/** Why the gateway answers a request itself. */
sealed interface Refusal {

    /** The gateway has just started, and does not know all containers yet. */
    record Starting() implements Refusal {}

    record BadRequest(String problem) implements Refusal {}

    record RequestLineTooLong(int limit) implements Refusal {}

    record HeadersTooLarge(int limit) implements Refusal {}

    record MethodRefused(String method) implements Refusal {}

    /** Whether it may rest on not knowing yet what happened just now. */
    default boolean maySoonBeOtherwise() {
        return switch (this) {
            case Starting _, UnknownHost _, NotExposed _, NotDeployed _ -> true;
            case TokenRefused refused -> refused.shown();
            default -> false;
        };
    }

    record UnknownHost(String host) implements Refusal {}

    record NotExposed(String container) implements Refusal {}

    record NotDeployed(String container) implements Refusal {}

    record TokenRefused(String container, boolean shown) implements Refusal {}

    record QueueFull(String destination) implements Refusal {}

    /** The container cannot answer, for a reason that its owner can act on. */
    record Troubled(String destination, String reason) implements Refusal {}

    record NoInstance(String destination, Duration timeout) implements Refusal {}

    record NoAnswer(String destination, Duration timeout) implements Refusal {}

    record BrokenAnswer(String destination, String problem) implements Refusal {}

    /** An Ingress leads nowhere. */
    record Astray(String host, String why) implements Refusal {}

    record NoHttp(String destination, String protocol) implements Refusal {}

    /** What a client is told. */
    record Words(int status, String type, String message) {}

    default Words words() {
        return switch (this) {
            case Starting _ ->
                new Words(503, "starting", "the gateway has just started and does not know all containers yet; retry");
            case BadRequest bad -> new Words(400, "bad_request", bad.problem());
            case RequestLineTooLong tooLong ->
                new Words(414, "uri_too_long", "the request line is longer than " + tooLong.limit() + " bytes");
            case HeadersTooLarge tooLarge ->
                new Words(
                        431,
                        "headers_too_large",
                        "the headers together are larger than " + tooLarge.limit() + " bytes");
            case MethodRefused refused ->
                new Words(405, "method_refused", "the gateway does not forward " + refused.method());
            case UnknownHost unknown ->
                new Words(
                        404,
                        "unknown_host",
                        "no container answers at " + unknown.host() + "; check the name, or whether it was deleted");
            case NotExposed hidden ->
                new Words(404, "no_public_port", "container " + hidden.container() + " has no public port");
            case NotDeployed undeployed ->
                new Words(
                        503,
                        "not_deployed",
                        "container " + undeployed.container() + " was never deployed; deploy it first");
            case TokenRefused refused ->
                new Words(
                        403,
                        "forbidden",
                        "container " + refused.container() + " is private, and "
                                + (refused.shown()
                                        ? "the token in X-Auth-Token does not open it"
                                        : "the request has no token in X-Auth-Token"));
            case QueueFull full ->
                new Words(503, "queue_full", "too many requests wait for " + full.destination() + "; retry later");
            case Troubled troubled ->
                new Words(503, "container_failed", troubled.destination() + ": " + troubled.reason());
            case NoInstance none ->
                new Words(
                        504,
                        "no_instance",
                        "no instance of " + none.destination() + " was ready or free within "
                                + seconds(none.timeout()));
            case NoAnswer none ->
                new Words(
                        504,
                        "timeout",
                        none.destination() + " did not answer within its timeout of " + seconds(none.timeout()));
            case BrokenAnswer broken -> new Words(502, "broken_answer", broken.destination() + ": " + broken.problem());
            case Astray astray -> new Words(503, "no_service", astray.host() + " leads nowhere: " + astray.why());
            case NoHttp no ->
                new Words(
                        502,
                        "no_http",
                        "the public port of " + no.destination() + " speaks " + no.protocol() + ", not HTTP");
        };
    }

    /** When it is worth to try again, in seconds; 0 for not saying. */
    default int retryAfterSeconds() {
        return switch (this) {
            case Starting _, QueueFull _ -> 1;
            case Troubled _, NotDeployed _, Astray _ -> 10;
            case BadRequest _,
                    RequestLineTooLong _,
                    HeadersTooLarge _,
                    MethodRefused _,
                    UnknownHost _,
                    NotExposed _,
                    TokenRefused _,
                    NoInstance _,
                    NoAnswer _,
                    BrokenAnswer _,
                    NoHttp _ -> 0;
        };
    }

    private static String seconds(Duration duration) {
        long millis = duration.toMillis();
        return millis % 1000 == 0 ? millis / 1000 + " s" : millis / 1000.0 + " s";
    }
}
