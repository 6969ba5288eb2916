package dev.berth.events;

/** The Kafka topics. Each is keyed by stream id, and all have the same number of partitions. */
public final class Topics {

    /** Facts that workers report, until api-service has put them into the log. */
    public static final String REPORTS = "berth.reports";

    /** Reports that make no sense, as they came, for a person to look at. */
    public static final String DEAD_REPORTS = "berth.reports.dead";

    /** Where the instances of each container answer; compacted. */
    public static final String ENDPOINTS = "berth.endpoints";

    /** What the gateways want of each container just now; short-lived. */
    public static final String DEMAND = "berth.demand";

    /** The log of one kind of resource; kept for ever. */
    public static String events(Kind kind) {
        return "berth." + kind.wireName() + ".events";
    }

    private Topics() {}
}
