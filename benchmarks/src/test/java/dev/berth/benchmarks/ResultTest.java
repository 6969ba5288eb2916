package dev.berth.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ResultTest {

    @Test
    void a_share_of_the_peer_is_met_when_it_is_reached() {
        assertThat(Result.shareOf("peer", 100, "a", 25, "/s", 0.25).met()).isTrue();
        assertThat(Result.shareOf("peer", 100, "a", 24, "/s", 0.25).met()).isFalse();
    }

    @Test
    void a_limit_counts_from_the_peer_when_there_is_one() {
        assertThat(Result.beyond("peer", 100, "a", 105, "ms", 5).met()).isTrue();
        assertThat(Result.beyond("peer", 100, "a", 106, "ms", 5).met()).isFalse();
        assertThat(Result.atMost("a", 51, "ms", 50).met()).isFalse();
        assertThat(Result.atLeast("a", 51, "ms", 50).met()).isTrue();
    }

    @Test
    void a_good_value_does_not_count_when_its_condition_fails() {
        Result result = Result.atMost("a", 1, "ms", 50).provided(false, "3 failed");

        assertThat(result.met()).isFalse();
        assertThat(result.note()).isEqualTo("3 failed");
    }

    @Test
    void what_could_not_be_measured_is_told_and_not_met() {
        Result result = Result.failed("a", "no engine");

        assertThat(result.met()).isFalse();
        assertThat(Report.table(List.of(result))).contains("| NO ").contains("no engine");
    }

    @Test
    void the_report_for_programs_has_the_agreed_fields() {
        assertThat(Report.json(List.of(Result.shareOf("peer", 4, "a", 2, "/s", 0.5))))
                .contains("\"figure\" : \"a\"", "\"value\" : 2.0", "\"unit\" : \"/s\"", "\"peer\" : \"peer\"")
                .contains("\"peerValue\" : 4.0", "\"ratio\" : 0.5", "\"bar\" : ", "\"met\" : true");
    }
}
