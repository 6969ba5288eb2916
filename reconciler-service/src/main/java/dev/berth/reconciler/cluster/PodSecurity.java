package dev.berth.reconciler.cluster;

import java.util.List;

/** How tightly pods are held: the Pod Security level that their namespace enforces, and what they get under it. */
enum PodSecurity {
    /** For ordinary images, many of which run as root. */
    BASELINE("baseline"),

    /** Nobody in a pod is root: for images that were made for it. */
    RESTRICTED("restricted");

    private final String level;

    PodSecurity(String level) {
        this.level = level;
    }

    /** As Kubernetes calls it. */
    String level() {
        return level;
    }

    /** What is left of root's powers. Ordinary images prepare files as root, bind port 80 and give up root. */
    List<String> capabilities() {
        return switch (this) {
            case BASELINE -> List.of("CHOWN", "DAC_OVERRIDE", "FOWNER", "KILL", "NET_BIND_SERVICE", "SETGID", "SETUID");
            case RESTRICTED -> List.of("NET_BIND_SERVICE");
        };
    }
}
