package dev.berth.gateway.ingress;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Which requests to a host go to which services.
 *
 * @param prefix what their paths begin with
 * @param headers what they have to have
 * @param host what they ask for there; empty for what they asked for here
 * @param all the sum of the shares
 */
record Way(String prefix, Map<String, String> headers, String host, List<Share> shares, int all) {

    /**
     * A service's share.
     *
     * @param headers what a request there has in the place of its own
     */
    record Share(Backend backend, int percent, Map<String, String> headers) {}

    static Way of(IngressSpec.Path path) {
        Map<String, String> wanted = new HashMap<>();
        path.headers().forEach((name, match) -> wanted.put(name, match.exact()));
        List<Share> shares =
                path.splits().stream().map(split -> share(path, split)).toList();
        return new Way(
                path.path(),
                Map.copyOf(wanted),
                path.rewriteHost(),
                shares,
                shares.stream().mapToInt(Share::percent).sum());
    }

    private static Share share(IngressSpec.Path path, IngressSpec.Split split) {
        Map<String, String> headers = new HashMap<>(path.appendHeaders());
        headers.putAll(split.appendHeaders());
        boolean alone = path.splits().size() == 1;
        return new Share(split.backend(), alone ? 100 : Math.max(0, split.percent()), Map.copyOf(headers));
    }

    /** Whether a request goes this way. */
    boolean isFor(String path, Function<String, @Nullable String> header) {
        return all > 0
                && path.startsWith(prefix)
                && headers.entrySet().stream()
                        .allMatch(wanted -> wanted.getValue().equals(header.apply(wanted.getKey())));
    }

    /** Whose turn it is, by a number that is drawn below the given one. */
    Share drawn(IntUnaryOperator draw) {
        if (shares.size() == 1) {
            return shares.getFirst();
        }
        int left = draw.applyAsInt(all);
        for (Share share : shares) {
            left -= share.percent();
            if (left < 0) {
                return share;
            }
        }
        return shares.getLast();
    }
}
