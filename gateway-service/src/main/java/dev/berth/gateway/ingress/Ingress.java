package dev.berth.gateway.ingress;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An object of Knative's type Ingress.
 *
 * @param created when: of two that claim the same host the older one has it
 * @param generation counts the changes of what is wanted
 */
public record Ingress(Name name, Instant created, long generation, IngressSpec spec) {

    private static final String REDIRECTED = "Redirected";

    /** Names an Ingress. */
    public record Name(String namespace, String name) {
        @Override
        public String toString() {
            return namespace + "/" + name;
        }
    }

    /** What a request is told by that asks which version of the Ingress leads it. */
    public String hash() {
        return IngressJson.hash(spec, name);
    }

    /** Whether clients from outside are sent to HTTPS. */
    public boolean redirects() {
        return REDIRECTED.equals(spec.httpOption());
    }

    /** The hosts that are reached by a door. */
    public List<String> hosts(Door door) {
        return rules(door).flatMap(rule -> rule.hosts().stream()).distinct().toList();
    }

    /** The requests that show whether a gateway serves it. */
    public List<Probe> probes() {
        return Probe.of(this).toList();
    }

    /** The services that it leads to. */
    public Set<ServiceName> services() {
        return backends().map(Backend::service).collect(Collectors.toUnmodifiableSet());
    }

    Stream<Backend> backends() {
        return spec.rules().stream()
                .flatMap(rule -> rule.http().paths().stream())
                .flatMap(path -> path.splits().stream())
                .map(IngressSpec.Split::backend)
                .distinct();
    }

    Stream<IngressSpec.Rule> rules(Door door) {
        return spec.rules().stream().filter(rule -> door == Door.INTERNAL || !rule.clusterLocal());
    }
}
