package dev.berth.reconciler.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Statistics;
import dev.berth.reconciler.engine.Usage;
import org.junit.jupiter.api.Test;

class MeasuresTest {

    private static final HostConfig ONE_CORE =
            HostConfig.newHostConfig().withCpuPeriod(100_000L).withCpuQuota(100_000L);

    @Test
    void cpu_counts_against_the_limit_and_files_that_need_not_stay_in_memory_do_not_count() throws Exception {
        assertThat(usage("\"total_inactive_file\": 40, \"inactive_file\": 5")).isEqualTo(new Usage(40, 30));
    }

    @Test
    void the_second_version_of_control_groups_has_other_words() throws Exception {
        assertThat(usage("\"inactive_file\": 40")).isEqualTo(new Usage(40, 30));
    }

    private static Usage usage(String details) throws JsonProcessingException {
        String json = """
                {
                  "cpu_stats": {"cpu_usage": {"total_usage": 3}, "system_cpu_usage": 20, "online_cpus": 2},
                  "precpu_stats": {"cpu_usage": {"total_usage": 1}, "system_cpu_usage": 10, "online_cpus": 2},
                  "memory_stats": {"usage": 100, "limit": 200, "stats": {%s}}
                }""".formatted(details);
        return Measures.usage(new ObjectMapper().readValue(json, Statistics.class), ONE_CORE)
                .orElseThrow();
    }
}
