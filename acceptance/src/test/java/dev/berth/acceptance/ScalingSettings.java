package dev.berth.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** How many instances there are, and by what that is decided. */
abstract class ScalingSettings extends Settings {

    ScalingSettings(Api api, String namespace) {
        super(api, namespace);
    }

    @Test
    void more_requests_at_once_than_one_instance_takes() throws Exception {
        Deployed container =
                create("busy", Map.of("max_scale", 3, "scaling_option", Map.of("concurrent_requests_threshold", 1)));

        List<CompletableFuture<Deployed.Answer>> asked = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            asked.add(container.asking("/sleep?ms=5000"));
        }
        await().atMost(SOON).until(() -> container.instances() == 3);

        for (CompletableFuture<Deployed.Answer> answer : asked) {
            assertThat(answer.get().status()).isEqualTo(200);
        }
    }

    @Test
    void a_threshold_of_cpu() throws Exception {
        Deployed container = create(
                "burning",
                Map.of("max_scale", 2, "mvcpu_limit", 100, "scaling_option", Map.of("cpu_usage_threshold", 40)));

        CompletableFuture<Deployed.Answer> work = container.asking("/cpu?ms=12000");

        await().atMost(SOON).until(() -> container.instances() == 2);
        assertThat(work.get().status()).isEqualTo(200);
    }

    @Test
    void a_threshold_of_memory() throws Exception {
        Deployed container = create(
                "growing",
                Map.of(
                        "max_scale",
                        2,
                        "memory_limit_bytes",
                        256 * MEGABYTE,
                        "scaling_option",
                        Map.of("memory_usage_threshold", 30)));

        assertThat(container.ask("/memory?mb=120").status()).isEqualTo(200);

        await().atMost(SOON).until(() -> container.instances() == 2);
    }

    @Test
    void the_least_and_the_greatest_number_of_instances() throws Exception {
        Deployed container = create("bounds", Map.of("min_scale", 2, "max_scale", 2));
        assertThat(container.instances()).isEqualTo(2);

        container.change(Map.of("min_scale", 1, "max_scale", 1));
        await().atMost(SOON).until(() -> container.instances() == 1);

        container.change(Map.of("min_scale", 0));
        await().atMost(SOON).until(() -> container.instances() == 0);

        assertThat(container.ask("/").status()).isEqualTo(200);
        assertThat(container.instances()).isEqualTo(1);
    }
}
