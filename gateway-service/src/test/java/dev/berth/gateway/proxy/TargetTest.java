package dev.berth.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetTest {

    @ParameterizedTest
    @CsvSource({
        "hello.localhost,hello.localhost",
        "Hello.LOCALHOST:8090,hello.localhost",
        "hello.localhost.:80,hello.localhost",
        "[::1]:8090,[::1]",
        "[::1],[::1]",
        "127.0.0.1:1,127.0.0.1"
    })
    void a_host_is_compared_without_its_port_and_in_lower_case(String host, String bare) {
        assertThat(Target.bare(host)).isEqualTo(bare);
    }
}
