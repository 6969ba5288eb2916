package dev.berth.gateway.route;

/**
 * Why a container may not answer, as the reconciler reported it.
 *
 * @param hopeless the deployment never came to answer, so that waiting helps no one; otherwise it did once, and may again
 * @param message in words that the owner of the container can act on
 */
public record Trouble(int deployment, boolean hopeless, String message) {}
