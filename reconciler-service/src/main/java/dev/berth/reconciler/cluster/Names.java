package dev.berth.reconciler.cluster;

import dev.berth.events.ContainerId;
import dev.berth.reconciler.engine.Workload;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What things are called on the cluster, and the labels that Berth finds them again by. */
final class Names {

    /** Owns the fields that Berth applies. */
    static final String MANAGER = "berth";

    static final String MANAGED_BY = "app.kubernetes.io/managed-by";
    static final String PLATFORM = "berth.dev/platform";
    static final String PROJECT = "berth.dev/project";
    static final String NAMESPACE = "berth.dev/namespace";
    static final String CONTAINER = "berth.dev/container";
    static final String DEPLOYMENT = "berth.dev/deployment";
    static final String REVISION = "berth.dev/revision";
    static final String HASH = "berth.dev/spec-hash";
    /** Of pods that write to volumes. */
    static final String WRITES = "berth.dev/writes";

    private static final String NAME = "app.kubernetes.io/name";

    private static final Pattern FOREIGN = Pattern.compile("[^a-z0-9]+");
    private static final Pattern EDGE = Pattern.compile("^-|-$");

    /** Leaves room in 63 characters for the number of a deployment. */
    private static final int LONGEST = 48;

    /** So much of an id makes a name unique. */
    private static final int DIGITS = 12;

    static String namespace(Workload workload) {
        String name = plain(workload.namespaceName());
        String head = name.substring(0, Math.min(name.length(), LONGEST));
        return (head.isEmpty() ? MANAGER : head) + "-"
                + tail(workload.namespace().value());
    }

    /** What belongs to a container whatever its deployment: a Service's name begins with a letter, and is not too long. */
    static String container(Workload workload) {
        String name = plain(workload.name());
        if (!name.isEmpty() && name.length() <= LONGEST && Character.isLetter(name.charAt(0))) {
            return name;
        }
        String head = "c-" + name;
        return head.substring(0, Math.min(head.length(), LONGEST - DIGITS)) + "-"
                + tail(workload.container().value());
    }

    private static String plain(String name) {
        return EDGE.matcher(FOREIGN.matcher(name.toLowerCase(Locale.ROOT)).replaceAll("-"))
                .replaceAll("");
    }

    private static String tail(UUID id) {
        String text = id.toString();
        return text.substring(text.length() - DIGITS);
    }

    static String deployment(Workload workload) {
        return container(workload) + "-" + workload.deployment();
    }

    /** The Deployment that a pod is of. */
    static String deployment(Pod pod) {
        Map<String, String> labels = pod.getMetadata().getLabels();
        return labels.get(NAME) + "-" + labels.get(DEPLOYMENT);
    }

    /** Which of Berth's deployments an object is for. */
    static int number(HasMetadata object) {
        return Integer.parseInt(object.getMetadata().getLabels().getOrDefault(DEPLOYMENT, "0"));
    }

    /** What every object of this platform bears. */
    static Map<String, String> ours(String platform) {
        return new TreeMap<>(Map.of(MANAGED_BY, MANAGER, PLATFORM, platform));
    }

    /** What every object in a namespace bears. */
    static Map<String, String> shared(String platform, Workload workload) {
        Map<String, String> labels = ours(platform);
        labels.put(PROJECT, workload.project().toString());
        labels.put(NAMESPACE, workload.namespace().toString());
        return labels;
    }

    static Map<String, String> container(String platform, Workload workload) {
        Map<String, String> labels = shared(platform, workload);
        labels.put(NAME, container(workload));
        labels.put(CONTAINER, workload.container().toString());
        return labels;
    }

    static Map<String, String> deployment(String platform, Workload workload) {
        Map<String, String> labels = container(platform, workload);
        labels.put(DEPLOYMENT, Integer.toString(workload.deployment()));
        labels.put(REVISION, Integer.toString(workload.revision()));
        labels.put(HASH, workload.hash());
        return labels;
    }

    /** By which the pods of a container are selected. */
    static Map<String, String> selector(ContainerId container) {
        return Map.of(CONTAINER, container.toString());
    }

    /** By which the pods of a deployment are selected. */
    static Map<String, String> selector(Workload workload) {
        return new TreeMap<>(Map.of(
                CONTAINER, workload.container().toString(), DEPLOYMENT, Integer.toString(workload.deployment())));
    }

    /** Whose an object is, by its labels. */
    static List<String> owner(HasMetadata object) {
        return Stream.ofNullable(object.getMetadata().getLabels())
                .flatMap(labels -> Stream.ofNullable(labels.get(CONTAINER)))
                .toList();
    }

    private Names() {}
}
