package dev.berth.reconciler.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Network;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The platform's own bridge. Instances on it reach the outside, but not each other; and where it is a bridge of this
 * very machine, they are reached at their own addresses, with no port published at all.
 */
final class PlatformNetwork {

    private static final String NO_TALK = "com.docker.network.bridge.enable_icc";

    private final DockerClient docker;
    private final Asking asking;
    private final DockerSettings settings;
    private @Nullable Boolean direct;

    PlatformNetwork(DockerClient docker, Asking asking, DockerSettings settings) {
        this.docker = docker;
        this.asking = asking;
        this.settings = settings;
    }

    /** Its name; it exists from now on. */
    String name() {
        direct();
        return title();
    }

    /** Whether instances are reached at their own addresses. */
    synchronized boolean direct() {
        Boolean known = direct;
        if (known != null) {
            return known;
        }
        Network network = find().orElseGet(this::create);
        boolean found = switch (settings.addresses()) {
            case BRIDGE -> true;
            case LOOPBACK -> false;
            case AUTO -> isOurs(network);
        };
        direct = found;
        return found;
    }

    /** It is gone: it will be made anew. Answers whether that can help. */
    synchronized boolean forget() {
        boolean known = direct != null;
        direct = null;
        return known;
    }

    void remove() {
        try {
            asking.ask(
                    "remove a network",
                    settings.answer(),
                    () -> docker.removeNetworkCmd(title()).exec());
        } catch (DockerException _) {
            // another still uses it, or it is gone: either way it is not ours to remove
        }
        forget();
    }

    private String title() {
        return "berth-" + settings.platform();
    }

    private Optional<Network> find() {
        try {
            return Optional.of(asking.ask(
                    "find the platform's network",
                    settings.answer(),
                    () -> docker.inspectNetworkCmd().withNetworkId(title()).exec()));
        } catch (NotFoundException _) {
            return Optional.empty();
        }
    }

    private Network create() {
        try {
            asking.ask(
                    "create the platform's network",
                    settings.answer(),
                    () -> docker.createNetworkCmd()
                            .withName(title())
                            .withDriver("bridge")
                            .withCheckDuplicate(true)
                            .withLabels(Map.of(Labels.PLATFORM, settings.platform()))
                            .withOptions(Map.of(NO_TALK, "false"))
                            .exec());
        } catch (ConflictException _) {
            // made by another reconciler of the platform in this very moment
        }
        return find().orElseThrow(() -> new IllegalStateException("network " + title() + " cannot be made"));
    }

    /** A bridge of an engine elsewhere, or inside a virtual machine, has its gateway elsewhere too. */
    private static boolean isOurs(Network network) {
        List<Network.Ipam.Config> configs = network.getIpam().getConfig();
        return configs != null
                && configs.stream().map(Network.Ipam.Config::getGateway).anyMatch(PlatformNetwork::isLocal);
    }

    private static boolean isLocal(@Nullable String address) {
        try {
            return address != null && NetworkInterface.getByInetAddress(InetAddress.getByName(address)) != null;
        } catch (SocketException | UnknownHostException _) {
            return false;
        }
    }
}
