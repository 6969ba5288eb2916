package dev.berth.gateway.ingress;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A request that shows whether a gateway serves an Ingress: one for each rule, at each door by which it is reached.
 *
 * @param https whether it has to come by HTTPS
 * @param headers what it must have to be led by that rule
 */
public record Probe(Door door, boolean https, String host, String path, Map<String, String> headers) {

    static Stream<Probe> of(Ingress ingress) {
        return Stream.of(Door.values())
                .flatMap(door -> ingress.rules(door)
                        .filter(rule ->
                                !rule.hosts().isEmpty() && !rule.http().paths().isEmpty())
                        .map(rule -> of(rule, door, ingress.redirects() && door == Door.PUBLIC)));
    }

    private static Probe of(IngressSpec.Rule rule, Door door, boolean https) {
        IngressSpec.Path asked = asked(rule.http().paths());
        Map<String, String> headers = new HashMap<>();
        asked.headers().forEach((name, match) -> headers.put(name, match.exact()));
        return new Probe(
                door, https, rule.hosts().getFirst(), asked.path().isEmpty() ? "/" : asked.path(), Map.copyOf(headers));
    }

    /** What most requests match. */
    private static IngressSpec.Path asked(List<IngressSpec.Path> paths) {
        return paths.stream()
                .filter(path -> path.path().isEmpty() && path.headers().isEmpty())
                .findFirst()
                .orElseGet(paths::getLast);
    }
}
