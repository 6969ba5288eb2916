package dev.berth.reconciler.engine;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** Has instances of the sample write files and read them. */
public final class SampleFiles {

    private static final Duration SOON = Duration.ofMinutes(1);

    private record Answer(int status, String text) {}

    /** Whether it could. */
    public static boolean write(Instance instance, String path, String text) {
        return ask(instance, "/file?path=" + path + "&text=" + URLEncoder.encode(text, StandardCharsets.UTF_8))
                        .status()
                == HttpURLConnection.HTTP_OK;
    }

    /** What is in the file; empty where there is none. */
    public static Optional<String> read(Instance instance, String path) {
        Answer answer = ask(instance, "/file?path=" + path);
        return answer.status() == HttpURLConnection.HTTP_OK
                ? Optional.of(answer.text().strip())
                : Optional.empty();
    }

    /** Once it listens. */
    private static Answer ask(Instance instance, String path) {
        Address address = instance.address(8080).orElseThrow();
        URI uri = URI.create("http://" + address.host() + ":" + address.port() + path);
        return await().atMost(SOON).ignoreExceptions().until(() -> ask(uri), _ -> true);
    }

    private static Answer ask(URI uri) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
        int status = connection.getResponseCode();
        try (var body =
                status == HttpURLConnection.HTTP_OK ? connection.getInputStream() : connection.getErrorStream()) {
            return new Answer(status, new String(body.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private SampleFiles() {}
}
