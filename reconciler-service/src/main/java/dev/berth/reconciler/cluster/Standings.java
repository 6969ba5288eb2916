package dev.berth.reconciler.cluster;

import dev.berth.events.ContainerId;
import dev.berth.reconciler.engine.Workload;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** What Berth has applied and keeps as it is, by container and deployment. */
final class Standings {

    /**
     * A deployment that was applied.
     *
     * @param namespace of the cluster, in which it is
     * @param copies how many pods were asked for
     * @param served whether it is a Revision of a Knative Service
     */
    record Standing(Workload workload, String namespace, int copies, boolean served) {
        Standing(Workload workload, int copies, boolean served) {
            this(workload, Names.namespace(workload), copies, served);
        }

        private Standing lowered(int staying) {
            return new Standing(workload, namespace, Math.min(copies, staying), served);
        }
    }

    private final Map<ContainerId, Map<Integer, Standing>> containers = new ConcurrentHashMap<>();

    void put(Standing standing) {
        Workload workload = standing.workload();
        containers.merge(workload.container(), Map.of(workload.deployment(), standing), Standings::both);
    }

    private static Map<Integer, Standing> both(Map<Integer, Standing> before, Map<Integer, Standing> now) {
        Map<Integer, Standing> both = new HashMap<>(before);
        both.putAll(now);
        return Map.copyOf(both);
    }

    Optional<Standing> find(ContainerId container, int deployment) {
        return Optional.ofNullable(containers.getOrDefault(container, Map.of()).get(deployment));
    }

    /** Of a deployment no more than so many pods are asked for from now on. */
    void lower(ContainerId container, int deployment, int staying) {
        containers.computeIfPresent(
                container,
                (_, all) -> Optional.ofNullable(all.get(deployment))
                        .map(standing -> both(all, Map.of(deployment, standing.lowered(staying))))
                        .orElse(all));
    }

    /** All in a namespace of the cluster; of a container its newest deployment first. */
    List<Standing> in(String namespace) {
        return containers.values().stream()
                .flatMap(all -> all.values().stream())
                .filter(standing -> namespace.equals(standing.namespace()))
                .sorted(Comparator.comparingInt(
                                (Standing standing) -> standing.workload().deployment())
                        .reversed())
                .toList();
    }

    /** Does something with a deployment, if it stands, and nobody lets go of it meanwhile. */
    void whileStanding(ContainerId container, int deployment, Consumer<Standing> work) {
        containers.computeIfPresent(container, (_, all) -> {
            Optional.ofNullable(all.get(deployment)).ifPresent(work);
            return all;
        });
    }

    /** Lets go of a container's deployments that are not among these; answers what they were. */
    List<Standing> keepOnly(ContainerId container, Set<Integer> kept) {
        List<Standing> over = new ArrayList<>();
        containers.computeIfPresent(container, (_, all) -> {
            Map<Integer, Standing> left = new HashMap<>(all);
            left.values().removeIf(standing -> {
                boolean goes = !kept.contains(standing.workload().deployment());
                if (goes) {
                    over.add(standing);
                }
                return goes;
            });
            return left.isEmpty() ? null : Map.copyOf(left);
        });
        return over;
    }

    void clear() {
        containers.clear();
    }
}
