package dev.berth.gateway.ingress;

/** By which of the gateway's listeners a request came. */
public enum Door {
    /** For everybody: what is visible in the cluster alone is not there. */
    PUBLIC,
    /** For the cluster: all is there. */
    INTERNAL
}
