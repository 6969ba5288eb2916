package dev.berth.api.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CronScheduleTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "* * * * *",
                "*/5 * * * SUN",
                "0 3 1,15 jan-mar *",
                "30 0-6/2 31 12 mon-fri",
                "0 0 * * 0",
                "0 0 * * 7",
                "0 0 * * 5-7",
                "0 0 * * fri-mon",
                "59 23 * * 1-5",
                "0 0 29 2 *",
                "0 0 31 2 mon",
                "@yearly",
                "@annually",
                "@monthly",
                "@weekly",
                "@daily",
                "@midnight",
                "@hourly"
            })
    void what_cron_takes_is_a_schedule(String schedule) {
        assertThat(CronSchedule.fault(schedule)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "every day",
                "* * * *",
                "* * * * * *",
                "60 * * * *",
                "* 24 * * *",
                "* * 0 * *",
                "* * 32 * *",
                "* * * 13 *",
                "* * * * 8",
                "* * * * XYZ",
                "*/0 * * * *",
                "-1 * * * *",
                "5-1 * * * *",
                "1, * * * *",
                "* * L * *",
                "* * ? * *",
                "* * * * 1#2",
                "@reboot",
                "@fortnightly"
            })
    void what_cron_does_not_take_is_none(String schedule) {
        assertThat(CronSchedule.fault(schedule)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0 0 30 2 *", "0 0 31 2 *", "0 0 31 4,6,9,11 *"})
    void a_day_that_never_comes_is_none(String schedule) {
        assertThat(CronSchedule.fault(schedule))
                .hasValueSatisfying(fault -> assertThat(fault).contains("no such month"));
    }
}
