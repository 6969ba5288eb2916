package dev.berth.api.domain;

import dev.berth.api.domain.Dns.NoAnswer;
import dev.berth.api.refusal.Refusal.DomainUnproven;
import dev.berth.api.refusal.Refused;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Looks whether the DNS leads from a hostname to a container, or to where all containers are reached. */
final class DnsCheck implements DomainCheck {

    private final Dns dns;
    private final String baseDomain;
    private final List<String> targets;
    private final Duration timeout;

    /**
     * A check.
     *
     * @param baseDomain where containers have the names that Berth gives them
     * @param targets names or addresses that hostnames may lead to as well
     */
    DnsCheck(Dns dns, String baseDomain, List<String> targets, Duration timeout) {
        this.dns = dns;
        this.baseDomain = baseDomain;
        this.targets = List.copyOf(targets);
        this.timeout = timeout;
    }

    @Override
    public Uni<Void> prove(String hostname, String label) {
        String endpoint = label + "." + baseDomain;
        return leadsHere(hostname, endpoint)
                .ifNoItem()
                .after(timeout)
                .fail()
                .onFailure(NoAnswer.class)
                .transform(_ -> unproven(hostname, "the DNS gave no answer about " + hostname))
                .onFailure(TimeoutException.class)
                .transform(_ -> unproven(hostname, "the DNS gave no answer about " + hostname))
                .invoke(here -> require(here, hostname, endpoint))
                .replaceWithVoid();
    }

    private static void require(boolean here, String hostname, String endpoint) {
        if (!here) {
            throw unproven(
                    hostname,
                    hostname + " does not lead here; point a CNAME record at " + endpoint
                            + ", or an address record at its address, and try again");
        }
    }

    private Uni<Boolean> leadsHere(String hostname, String endpoint) {
        return dns.alias(hostname)
                .chain(alias -> alias.filter(this::isHere).isPresent()
                        ? Uni.createFrom().item(true)
                        : sharesAddress(hostname, endpoint));
    }

    private boolean isHere(String alias) {
        return alias.equals(baseDomain) || alias.endsWith("." + baseDomain) || targets.contains(alias);
    }

    private Uni<Boolean> sharesAddress(String hostname, String endpoint) {
        List<Uni<Set<InetAddress>>> ours = new ArrayList<>();
        ours.add(dns.addresses(endpoint));
        targets.forEach(target -> ours.add(dns.addresses(target)));
        Uni<Set<InetAddress>> all = Uni.join()
                .all(ours)
                .andFailFast()
                .map(sets -> sets.stream().flatMap(Set::stream).collect(Collectors.toSet()));
        return Uni.combine().all().unis(dns.addresses(hostname), all).with((found, expected) -> {
            Set<InetAddress> common = new HashSet<>(found);
            common.retainAll(expected);
            return !common.isEmpty();
        });
    }

    private static Refused unproven(String hostname, String reason) {
        return new Refused(new DomainUnproven(hostname, reason));
    }
}
