package dev.berth.benchmarks.figure;

import dev.berth.benchmarks.Berth;
import dev.berth.benchmarks.Figure;
import dev.berth.benchmarks.Result;
import dev.berth.benchmarks.load.Exchanges;
import dev.berth.benchmarks.load.Latencies;
import dev.berth.benchmarks.load.Load;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** One client among very many containers: pages of a long list, single ones, new ones. */
public final class Crowd implements Figure {

    private static final int PAGE_SIZE = 50;
    private static final Duration TIME = Duration.ofSeconds(10);

    @Override
    public String name() {
        return "crowd";
    }

    @Override
    public Duration limit() {
        return Duration.ofMinutes(5);
    }

    @Override
    public List<Result> measure() throws Exception {
        try (Berth berth = Berth.start(Berth.NOTHING_RUNS)) {
            Seeded seeded = Seeded.in(berth);
            int last = (Seeded.CONTAINERS + PAGE_SIZE - 1) / PAGE_SIZE;
            pages(berth, 1);
            pages(berth, last);
            Latencies first = pages(berth, 1);
            Latencies end = pages(berth, last);
            gets(berth, seeded);
            Latencies got = gets(berth, seeded);
            creates(berth, seeded);
            Latencies created = creates(berth, seeded);
            return List.of(
                    held(Result.atMost("first page of 100,000 containers, p99", first.millisAt(99), "ms", 50), first),
                    held(Result.atMost("last page of them, p99", end.millisAt(99), "ms", 2 * first.millisAt(99)), end)
                            .with("the first page", first.millisAt(99)),
                    held(Result.atMost("one of them, p99", got.millisAt(99), "ms", 25), got),
                    held(Result.atMost("one create among them, p50", created.millisAt(50), "ms", 5), created),
                    held(Result.atMost("one create among them, p99", created.millisAt(99), "ms", 25), created));
        }
    }

    private static Result held(Result result, Latencies latencies) {
        return result.provided(latencies.failures() == 0, latencies.failures() + " failed");
    }

    private static Latencies pages(Berth berth, int page) {
        byte[] request =
                berth.api().request("GET", berth.api().containers() + "?page=" + page + "&page_size=" + PAGE_SIZE, "");
        String whole = "\"total_count\":" + Seeded.CONTAINERS;
        return alone(new Exchanges(
                berth.api().connect(), () -> request, answer -> answer.body().contains(whole)));
    }

    private static Latencies gets(Berth berth, Seeded seeded) {
        return alone(new Exchanges(
                berth.api().connect(),
                () -> berth.api().request("GET", berth.api().containers() + "/" + any(seeded.containers()), ""),
                answer -> answer.body().contains("pattern")));
    }

    private static Latencies creates(Berth berth, Seeded seeded) {
        return alone(new Creating(berth.api(), () -> any(seeded.namespaces())));
    }

    private static Latencies alone(Load.Client client) {
        return Load.closed(1, TIME, _ -> client).latencies();
    }

    private static String any(List<String> ids) {
        return ids.get(ThreadLocalRandom.current().nextInt(ids.size()));
    }
}
