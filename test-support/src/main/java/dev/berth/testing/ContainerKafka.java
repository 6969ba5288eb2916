package dev.berth.testing;

import org.testcontainers.kafka.KafkaContainer;

/** Kafka in a container, for machines that can pull its image. */
final class ContainerKafka implements TestKafka {

    private static final String IMAGE = "apache/kafka-native:4.2.1";

    private final KafkaContainer container =
            new KafkaContainer(IMAGE).withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false");

    @Override
    public synchronized String bootstrapServers() {
        if (!container.isRunning()) {
            container.start();
        }
        return container.getBootstrapServers();
    }

    /** Paused and not stopped: a stopped container would come back on another port. */
    @Override
    public void stop() {
        container
                .getDockerClient()
                .pauseContainerCmd(container.getContainerId())
                .exec();
    }

    @Override
    public void start() {
        container
                .getDockerClient()
                .unpauseContainerCmd(container.getContainerId())
                .exec();
    }

    @Override
    public void close() {
        container.stop();
    }
}
