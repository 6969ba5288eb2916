package dev.berth.benchmarks.load;

import java.util.function.Predicate;
import java.util.function.Supplier;

/** A client of one kept connection whose answers have to be the expected ones. */
public record Exchanges(HttpConnection connection, Supplier<byte[]> request, Predicate<HttpConnection.Answer> expected)
        implements Load.Client {

    @Override
    public boolean call() {
        HttpConnection.Answer answer = connection.exchange(request.get());
        return answer.ok() && expected.test(answer);
    }

    @Override
    public void close() {
        connection.close();
    }
}
