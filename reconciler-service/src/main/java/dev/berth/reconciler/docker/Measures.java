package dev.berth.reconciler.docker;

import com.github.dockerjava.api.model.CpuStatsConfig;
import com.github.dockerjava.api.model.CpuUsageConfig;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.MemoryStatsConfig;
import com.github.dockerjava.api.model.Statistics;
import com.github.dockerjava.api.model.StatsConfig;
import dev.berth.reconciler.engine.Usage;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes percentages of an engine's counters. */
final class Measures {

    /** Empty when the engine had nothing to compare with yet. */
    static Optional<Usage> usage(Statistics statistics, HostConfig limits) {
        CpuStatsConfig now = statistics.getCpuStats();
        CpuStatsConfig before = statistics.getPreCpuStats();
        MemoryStatsConfig memory = statistics.getMemoryStats();
        if (now.getSystemCpuUsage() == null || before.getSystemCpuUsage() == null || memory.getUsage() == null) {
            return Optional.empty();
        }
        return Optional.of(new Usage(cpu(now, before, limits), memory(memory)));
    }

    private static double cpu(CpuStatsConfig now, CpuStatsConfig before, HostConfig limits) {
        double used = total(now) - total(before);
        double passed = number(now.getSystemCpuUsage()) - number(before.getSystemCpuUsage());
        double cores = passed <= 0 ? 0 : used / passed * number(now.getOnlineCpus());
        double allowed = (double) number(limits.getCpuQuota()) / Math.max(1, number(limits.getCpuPeriod()));
        return allowed <= 0 ? 0 : cores / allowed * 100;
    }

    /** Files that the kernel keeps only because it has room for them are not in use. */
    private static double memory(MemoryStatsConfig memory) {
        StatsConfig details = memory.getStats();
        double cache = details == null ? 0 : number(idleFiles(details));
        double used = Math.max(0, number(memory.getUsage()) - cache);
        return used / Math.max(1, number(memory.getLimit())) * 100;
    }

    /** The second version of control groups has no totals: there each figure is one. */
    private static @Nullable Long idleFiles(StatsConfig details) {
        Long total = details.getTotalInactiveFile();
        return total == null ? details.getInactiveFile() : total;
    }

    private static double total(CpuStatsConfig stats) {
        CpuUsageConfig usage = stats.getCpuUsage();
        return usage == null ? 0 : number(usage.getTotalUsage());
    }

    private static long number(@Nullable Long value) {
        return Objects.requireNonNullElse(value, 0L);
    }

    private Measures() {}
}
