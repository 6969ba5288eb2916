package dev.berth.api.domain;

import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.VertxException;
import io.vertx.core.dns.DnsClientOptions;
import io.vertx.core.dns.DnsException;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.dns.DnsClient;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the DNS says of names. A name that it does not know has no alias and no addresses. */
final class Dns {

    /** RFC 6761: no server needs to be asked. */
    private static final Set<InetAddress> LOOPBACK =
            Set.of(InetAddress.ofLiteral("127.0.0.1"), InetAddress.ofLiteral("::1"));

    /** A question or its answer may be lost on the way; as often as resolvers usually ask. */
    private static final int TRIES = 3;

    private final DnsClient client;
    private final Duration patience;

    /** Nobody answered the question. */
    static final class NoAnswer extends RuntimeException {

        private static final long serialVersionUID = 1L;

        NoAnswer(Throwable cause) {
            super("the DNS gave no answer", cause);
        }
    }

    /**
     * Asks a server.
     *
     * @param resolver its address and port; that of the machine if there is none
     * @param timeout for all tries of one question
     */
    Dns(Vertx vertx, Optional<String> resolver, Duration timeout) {
        this.patience = timeout.dividedBy(TRIES);
        DnsClientOptions options = new DnsClientOptions().setQueryTimeout(patience.toMillis());
        resolver.map(server -> URI.create("dns://" + server)).ifPresent(server -> {
            options.setHost(server.getHost());
            options.setPort(server.getPort() < 0 ? 53 : server.getPort());
        });
        this.client = vertx.createDnsClient(options);
    }

    /** The name that this one is another word for, in lower case. */
    Uni<Optional<String>> alias(String name) {
        return isLocal(name)
                ? Uni.createFrom().item(Optional.empty())
                : known(client.resolveCNAME(name))
                        .map(names -> names.stream().findFirst().map(Dns::bare));
    }

    /** All addresses of a name, or of an address itself. */
    Uni<Set<InetAddress>> addresses(String name) {
        if (isLocal(name)) {
            return Uni.createFrom().item(LOOPBACK);
        }
        return literal(name)
                .map(address -> Uni.createFrom().item(Set.of(address)))
                .orElseGet(() -> Uni.combine()
                        .all()
                        .unis(known(client.resolveA(name)), known(client.resolveAAAA(name)))
                        .with((four, six) -> Stream.concat(four.stream(), six.stream())
                                .map(InetAddress::ofLiteral)
                                .collect(Collectors.toSet())));
    }

    private Uni<List<String>> known(Uni<List<String>> asked) {
        return asked.onFailure(DnsException.class)
                .recoverWithItem(List.of())
                .ifNoItem()
                .after(patience)
                .fail()
                .onFailure()
                .retry()
                .atMost(TRIES - 1L)
                .onFailure(Dns::isSilence)
                .transform(NoAnswer::new);
    }

    private static boolean isSilence(Throwable failure) {
        return failure instanceof VertxException || failure instanceof TimeoutException;
    }

    private static boolean isLocal(String name) {
        return name.equals("localhost") || name.endsWith(".localhost");
    }

    private static Optional<InetAddress> literal(String text) {
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static String bare(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }
}
