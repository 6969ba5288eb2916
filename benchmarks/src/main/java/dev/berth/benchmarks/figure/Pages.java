package dev.berth.benchmarks.figure;

import dev.berth.benchmarks.Berth;
import dev.berth.benchmarks.Figure;
import dev.berth.benchmarks.Result;
import dev.berth.benchmarks.load.HttpConnection;
import dev.berth.benchmarks.load.Latencies;
import dev.berth.benchmarks.load.Load;
import java.time.Duration;
import java.util.List;

/** Pages of a long list. */
public final class Pages implements Figure {

    private static final int PAGE_SIZE = 50;

    @Override
    public String name() {
        return "pages";
    }

    @Override
    public Duration limit() {
        return Duration.ofMinutes(4);
    }

    @Override
    public List<Result> measure() throws Exception {
        try (Berth berth = Berth.start(Berth.NOTHING_RUNS)) {
            Seeded.containers(berth);
            int last = (Seeded.CONTAINERS + 1 + PAGE_SIZE - 1) / PAGE_SIZE;
            pages(berth, 1);
            pages(berth, last);
            Latencies first = pages(berth, 1);
            Latencies end = pages(berth, last);
            return List.of(
                    Result.atMost("first page of 100,000 containers, p99", first.millisAt(99), "ms", 50)
                            .provided(first.failures() == 0, first.failures() + " failed"),
                    Result.atMost("last page of them, p99", end.millisAt(99), "ms", 2 * first.millisAt(99))
                            .with("the first page", first.millisAt(99))
                            .provided(end.failures() == 0, end.failures() + " failed"));
        }
    }

    private static Latencies pages(Berth berth, int page) {
        String path = berth.api().containers() + "?page=" + page + "&page_size=" + PAGE_SIZE;
        byte[] request = berth.api().request("GET", path, "");
        return Load.closed(1, Duration.ofSeconds(10), _ -> client(berth, request))
                .latencies();
    }

    private static Load.Client client(Berth berth, byte[] request) {
        HttpConnection connection = berth.api().connect();
        return new Load.Client() {
            @Override
            public boolean call() {
                HttpConnection.Answer answer = connection.exchange(request);
                return answer.ok() && answer.body().contains("\"total_count\":" + (Seeded.CONTAINERS + 1));
            }

            @Override
            public void close() {
                connection.close();
            }
        };
    }
}
