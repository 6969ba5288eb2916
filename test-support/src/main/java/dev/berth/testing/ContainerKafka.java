package dev.berth.testing;

import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/** Kafka in a container; {@code -Dberth.test.kafka.image} names another image that is set up like Kafka's own. */
final class ContainerKafka implements TestKafka {

    private static final DockerImageName IMAGE = DockerImageName.parse(
                    System.getProperty("berth.test.kafka.image", "apache/kafka-native:4.2.1"))
            .asCompatibleSubstituteFor("apache/kafka");

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
