package dev.berth.gateway.knative;

import dev.berth.gateway.ingress.Door;
import dev.berth.gateway.ingress.Ingress;
import dev.berth.gateway.ingress.Ingresses;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Says of an Ingress whether it is served. */
final class Judge {

    /** Always in the same words: several gateways say it of one Ingress, and do not write back and forth. */
    private static final Judgement.Waiting UNSEEN =
            new Judgement.Waiting("NotServedYet", "a request through each gateway has yet to be answered");

    private final Ingresses ingresses;
    private final Secrets secrets;
    private final Prober prober;
    private final Predicate<String> ownHost;

    /** @param ownHost whether a host is that of a container of Berth's, which goes first */
    Judge(Ingresses ingresses, Secrets secrets, Prober prober, Predicate<String> ownHost) {
        this.ingresses = ingresses;
        this.secrets = secrets;
        this.prober = prober;
        this.ownHost = ownHost;
    }

    /**
     * What there is to say.
     *
     * @param proven whether this very generation was seen to be served before: it goes on, whatever a single request says
     */
    Judgement of(Ingress ingress, boolean proven) {
        return taken(ingress)
                .or(() -> lacking(ingress))
                .orElseGet(() -> proven || prober.isServed(ingress) ? new Judgement.Ready() : UNSEEN);
    }

    private Optional<Judgement> taken(Ingress ingress) {
        Set<String> hosts = new TreeSet<>(ingresses.lost(ingress));
        ingress.hosts(Door.INTERNAL).stream().filter(ownHost).forEach(hosts::add);
        return hosts.isEmpty()
                ? Optional.empty()
                : Optional.of(new Judgement.Failed(
                        "HostTaken",
                        "%s belongs to an older Ingress, or to a container of Berth"
                                .formatted(String.join(", ", hosts))));
    }

    private Optional<Judgement> lacking(Ingress ingress) {
        return ingresses
                .trouble(ingress)
                .<Judgement>map(why -> new Judgement.Waiting("NoService", why))
                .or(() -> secrets.show(ingress).map(why -> new Judgement.Waiting("NoCertificate", why)));
    }
}
