package dev.berth.reconciler.container;

import dev.berth.reconciler.engine.Instance;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which instances a plan wants to go, deployment by deployment.
 *
 * @param told those that are asked to end
 * @param removed those of which nothing shall be left
 */
record Departures(List<Group> told, List<Group> removed) {

    /**
     * Instances of one deployment.
     *
     * @param staying how many others of it stand once the plan is carried out
     */
    record Group(List<Instance> leaving, int staying) {}

    static Departures of(List<Seen> seen, List<Change> changes) {
        Map<Integer, List<Instance>> told = new TreeMap<>();
        Map<Integer, List<Instance>> removed = new TreeMap<>();
        for (Change change : changes) {
            switch (change) {
                case Change.Terminate terminate -> add(told, terminate.instance());
                case Change.Remove remove -> add(removed, remove.instance());
                case Change.Bury bury -> add(removed, bury.instance());
                case Change.Start _, Change.Drain _, Change.Undrain _, Change.Calm _, Change.Forgive _ -> {}
            }
        }
        List<Instance> going = new ArrayList<>();
        told.values().forEach(going::addAll);
        removed.values().forEach(going::addAll);
        return new Departures(groups(told, going, seen, changes), groups(removed, going, seen, changes));
    }

    private static void add(Map<Integer, List<Instance>> leaving, Instance instance) {
        leaving.computeIfAbsent(instance.deployment(), _ -> new ArrayList<>()).add(instance);
    }

    private static List<Group> groups(
            Map<Integer, List<Instance>> leaving, List<Instance> going, List<Seen> seen, List<Change> changes) {
        return leaving.entrySet().stream()
                .map(group -> new Group(group.getValue(), staying(group.getKey(), going, seen, changes)))
                .toList();
    }

    private static int staying(int deployment, List<Instance> going, List<Seen> seen, List<Change> changes) {
        return changes.stream()
                .filter(Change.Start.class::isInstance)
                .map(Change.Start.class::cast)
                .filter(start -> start.target().number() == deployment)
                .map(Change.Start::copies)
                .findFirst()
                .orElseGet(() -> (int) seen.stream()
                        .filter(each -> each.instance().deployment() == deployment && each.stands())
                        .filter(each -> !going.contains(each.instance()))
                        .count());
    }
}
