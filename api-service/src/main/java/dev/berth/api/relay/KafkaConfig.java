package dev.berth.api.relay;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The topics that are made at start. */
@ConfigMapping(prefix = "berth.kafka-topics")
public interface KafkaConfig {

    @WithDefault("${berth.kafka.partitions:4}")
    int partitions();

    /** At most what the cluster has brokers. */
    @WithDefault("${berth.kafka.replicas:1}")
    short replicas();

    /** For how long reports are kept that were not taken yet. */
    @WithDefault("30d")
    Duration reportsKept();
}
