package dev.berth.gateway.knative;

/** What there is to say of an Ingress. */
sealed interface Judgement {

    /** All gateways serve it, and were seen to. */
    record Ready() implements Judgement {}

    /** It is not served yet; it will be once something else is there, or by itself. */
    record Waiting(String reason, String message) implements Judgement {}

    /** It cannot be served as it is. */
    record Failed(String reason, String message) implements Judgement {}
}
