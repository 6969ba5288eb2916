package dev.berth.gateway.ingress;

import java.net.InetAddress;
import java.util.Optional;

/** Which addresses requests are sent to. */
final class PodAddress {

    /**
     * An address as it is connected to; empty for a name, which would be looked up, and for what means the gateway's own machine
     * or its link: a cluster takes that from nobody, and no pod is there.
     */
    static Optional<String> of(String told) {
        try {
            InetAddress address = InetAddress.ofLiteral(told);
            return isOwn(address) ? Optional.empty() : Optional.of(address.getHostAddress());
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static boolean isOwn(InetAddress address) {
        return address.isLoopbackAddress()
                || address.isAnyLocalAddress()
                || address.isLinkLocalAddress()
                || address.isMulticastAddress();
    }

    private PodAddress() {}
}
