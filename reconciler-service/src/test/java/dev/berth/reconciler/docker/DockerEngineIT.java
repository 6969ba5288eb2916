package dev.berth.reconciler.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.httpclient5.ApacheDockerHttpClient;
import dev.berth.reconciler.engine.Address;
import dev.berth.reconciler.engine.Engine;
import dev.berth.reconciler.engine.EngineConformance;
import dev.berth.reconciler.engine.EngineRefused;
import dev.berth.reconciler.engine.Instance;
import dev.berth.reconciler.engine.SampleFiles;
import dev.berth.reconciler.engine.Workload;
import dev.berth.sample.image.SampleImage;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DockerEngineIT extends EngineConformance {

    private static final String PLATFORM =
            "test-" + UUID.randomUUID().toString().substring(0, 8);
    private static final DefaultDockerClientConfig CONFIG =
            DefaultDockerClientConfig.createDefaultConfigBuilder().build();
    private static final DockerClient DOCKER = DockerClientImpl.getInstance(
            CONFIG,
            new ApacheDockerHttpClient.Builder()
                    .dockerHost(CONFIG.getDockerHost())
                    .build());
    private static final DockerEngine ENGINE = engine(PLATFORM, DockerSettings.Addresses.AUTO);
    private static String sample = "";

    private static DockerEngine engine(String platform, DockerSettings.Addresses addresses) {
        return new DockerEngine(new DockerSettings(
                CONFIG.getDockerHost(),
                platform,
                addresses,
                128,
                true,
                false,
                1_000_000,
                Map.of("v1", "runc", "v2", "no-such-runtime"),
                Duration.ofSeconds(30),
                Duration.ofMinutes(2)));
    }

    @BeforeAll
    static void buildSample() throws IOException {
        sample = SampleImage.ensure(DOCKER);
    }

    @AfterAll
    static void close() {
        ENGINE.withdraw();
        ENGINE.close();
    }

    @Override
    protected Engine engine() {
        return ENGINE;
    }

    @Override
    protected String image() {
        return sample;
    }

    @Override
    protected void keep(Instance instance, long bytes) {
        Address address = instance.address(8080).orElseThrow();
        URI disk = URI.create("http://" + address.host() + ":" + address.port() + "/disk?mb=" + bytes / 1_000_000);
        Awaitility.await().atMost(Duration.ofMinutes(1)).ignoreExceptions().until(() -> {
            try (InputStream answer = disk.toURL().openStream()) {
                return answer.readAllBytes().length > 0;
            }
        });
    }

    @Override
    protected void crash(Instance instance) {
        DOCKER.killContainerCmd(docker(instance).getId()).withSignal("KILL").exec();
    }

    @Override
    protected String write(Instance instance) {
        return "sample: listening on port 8080"; // as it starts
    }

    @Override
    protected boolean write(Instance instance, String path, String text) {
        return SampleFiles.write(instance, path, text);
    }

    @Override
    protected Optional<String> read(Instance instance, String path) {
        return SampleFiles.read(instance, path);
    }

    @Test
    void an_instance_gets_no_more_than_it_needs() {
        Instance started = start(1);
        var host = docker(started).getHostConfig();

        assertThat(host.getMemory()).isEqualTo(64_000_000);
        assertThat(host.getMemorySwap()).isEqualTo(64_000_000);
        assertThat(host.getCpuQuota()).isEqualTo(20_000);
        assertThat(host.getPidsLimit()).isEqualTo(128);
        assertThat(host.getCapDrop()).extracting(Enum::name).containsExactly("ALL");
        assertThat(host.getCapAdd()).hasSize(7);
        assertThat(host.getSecurityOpts()).containsExactly("no-new-privileges");
        assertThat(host.getPrivileged()).isFalse();
        assertThat(host.getRestartPolicy().getName()).isIn("", "no");
        assertThat(host.getLogConfig().getConfig()).containsEntry("max-size", "500000");
        assertThat(docker(started).getMounts()).isEmpty();
    }

    @Test
    void a_sandbox_is_the_runtime_that_it_is_mapped_to() {
        Instance started = ENGINE.run(workload(1, Optional.of("v1")), 1).getFirst();

        assertThat(docker(started).getHostConfig().getRuntime()).isEqualTo("runc");
    }

    @Test
    void a_runtime_that_the_engine_lacks_is_named() {
        assertThatExceptionOfType(EngineRefused.class)
                .isThrownBy(() -> ENGINE.run(workload(1, Optional.of("v2")), 1))
                .withMessageContaining("no-such-runtime");
    }

    @Test
    void a_port_is_never_published_beyond_loopback() {
        try (DockerEngine published = engine(PLATFORM, DockerSettings.Addresses.LOOPBACK)) {
            Instance instance = published.run(workload(1), 1).getFirst();

            Address address = instance.address(8080).orElseThrow();

            assertThat(address.host()).isEqualTo("127.0.0.1");
            assertThat(docker(instance)
                            .getNetworkSettings()
                            .getPorts()
                            .getBindings()
                            .values())
                    .allSatisfy(bindings ->
                            assertThat(bindings).extracting("hostIp").containsOnly("127.0.0.1"));
            published.remove(List.of(instance), 0);
        }
    }

    @Test
    void an_instance_is_reached_at_its_address() throws IOException {
        Instance instance = start(1);
        Address address = instance.address(8080).orElseThrow();

        Awaitility.await().atMost(Duration.ofMinutes(1)).ignoreExceptions().until(() -> {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(address.host(), address.port()), 1_000);
                return true;
            }
        });
    }

    @Test
    void two_platforms_on_one_engine_never_see_what_is_the_others() {
        Instance instance = start(1);
        try (DockerEngine other = engine("other-" + PLATFORM, DockerSettings.Addresses.AUTO)) {
            assertThat(other.observe()).isEmpty();
            other.remove(List.of(instance), 0);
            other.terminate(List.of(instance), 0);
        }
        assertThat(ENGINE.observe()).contains(instance);
    }

    @Test
    void use_of_memory_is_measured_against_the_limit() {
        Instance instance = start(1);

        assertThat(ENGINE.usage(instance).orElseThrow().memoryPercent()).isBetween(1.0, 100.0);
    }

    @Test
    void everything_is_found_again_by_another_reconciler() {
        Instance instance = start(1);
        try (DockerEngine successor = engine(PLATFORM, DockerSettings.Addresses.AUTO)) {
            assertThat(successor.observe()).containsExactlyElementsOf(ENGINE.observe());
            assertThat(successor.observe()).contains(instance);
        }
    }

    @Test
    void what_is_kept_stays_when_a_platform_withdraws() {
        Instance instance = start(keeping(workload(1), false));
        SampleFiles.write(instance, "/data/note", "hello");
        ENGINE.remove(List.of(instance), 0);

        ENGINE.withdraw();

        assertThat(SampleFiles.read(start(keeping(workload(1), false)), "/data/note"))
                .contains("hello");
    }

    @Test
    void volumes_of_another_platform_are_left_alone() {
        Workload workload = keeping(workload(1), false);
        Instance instance = start(workload);
        SampleFiles.write(instance, "/data/note", "hello");
        ENGINE.remove(List.of(instance), 0);

        try (DockerEngine other = engine("other-" + PLATFORM, DockerSettings.Addresses.AUTO)) {
            other.clear(workload.namespace()::equals);
        }

        assertThat(SampleFiles.read(start(workload), "/data/note")).contains("hello");
    }

    private static InspectContainerResponse docker(Instance instance) {
        String id = DOCKER.listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(Map.of("dev.berth.instance", instance.id().value()))
                .exec()
                .getFirst()
                .getId();
        return DOCKER.inspectContainerCmd(id).exec();
    }
}
