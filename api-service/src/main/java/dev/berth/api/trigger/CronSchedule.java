package dev.berth.api.trigger;

import com.cronutils.model.Cron;
import com.cronutils.model.definition.CronDefinition;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;

/** Tells whether a text is a schedule: five fields as cron has them, or a macro such as {@code @hourly}. */
public final class CronSchedule {

    private static final CronParser PARSER = new CronParser(definition());
    /** Schedules know no years, so that any day will do to look from. */
    private static final ZonedDateTime SOME_DAY = ZonedDateTime.of(2000, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);

    /** What is wrong with it; empty when nothing is. */
    public static Optional<String> fault(String schedule) {
        try {
            Cron cron = PARSER.parse(schedule).validate();
            return ExecutionTime.forCron(cron).nextExecution(SOME_DAY).isPresent()
                    ? Optional.empty()
                    : Optional.of("must come some day: no such month has such a day");
        } catch (IllegalArgumentException _) {
            return Optional.of("must be five fields of a cron schedule, or a macro such as @hourly");
        }
    }

    private static CronDefinition definition() {
        return CronDefinitionBuilder.defineCron()
                .withMinutes()
                .withStrictRange()
                .and()
                .withHours()
                .withStrictRange()
                .and()
                .withDayOfMonth()
                .withStrictRange()
                .and()
                .withMonth()
                .withStrictRange()
                .and()
                .withDayOfWeek()
                .withValidRange(0, 7)
                .withMondayDoWValue(1)
                .withIntMapping(7, 0)
                .and()
                .withSupportedNicknameYearly()
                .withSupportedNicknameAnnually()
                .withSupportedNicknameMonthly()
                .withSupportedNicknameWeekly()
                .withSupportedNicknameDaily()
                .withSupportedNicknameMidnight()
                .withSupportedNicknameHourly()
                .instance();
    }

    private CronSchedule() {}
}
