package dev.berth.sample;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleTest {

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private Sample sample;

    @BeforeEach
    void start() throws IOException {
        sample = Sample.start(
                0, new Routes(Map.of("GREETING", "Moin", "UNHEALTHY_AFTER_MS", "0"), List.of("one", "two")));
        Thread.ofPlatform().start(sample::serve);
    }

    @AfterEach
    void stop() throws IOException, InterruptedException {
        sample.stop();
    }

    @Test
    void it_greets_with_the_words_of_its_environment() throws Exception {
        assertThat(get("/").body()).isEqualTo("Moin\n");
    }

    @Test
    void it_echoes_what_it_was_sent() throws Exception {
        HttpResponse<String> answer = http.send(
                request("/echo")
                        .header("X-Odd", "a \"quoted\" one")
                        .POST(BodyPublishers.ofString("body"))
                        .build(),
                BodyHandlers.ofString());

        assertThat(answer.body())
                .contains("\"method\":\"POST\"", "\"x-odd\":\"a \\\"quoted\\\" one\"", "\"body\":\"body\"");
    }

    @Test
    void it_shows_its_arguments() throws Exception {
        assertThat(get("/arguments").body()).isEqualTo("one two\n");
    }

    @Test
    void it_speaks_http2_to_who_begins_with_it() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), sample.port())) {
            OutputStream out = socket.getOutputStream();
            out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII));
            out.write(new byte[] {0, 0, 0, 4, 0, 0, 0, 0, 0}); // no settings
            out.write(new byte[] {0, 0, 1, 1, 5, 0, 0, 0, 1, (byte) 0x82}); // a whole request on stream 1: GET
            out.write(new byte[] {0, 0, 0, 7, 0, 0, 0, 0, 0}); // good-bye
            String answer = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);

            assertThat(answer).contains("\u0088", "text/plain").endsWith("Moin\n");
        }
    }

    @Test
    void it_reads_a_body_of_unknown_length() throws Exception {
        HttpResponse<String> answer = http.send(
                request("/echo")
                        .POST(BodyPublishers.fromPublisher(BodyPublishers.ofString("in chunks")))
                        .build(),
                BodyHandlers.ofString());

        assertThat(answer.body()).contains("\"body\":\"in chunks\"");
    }

    @Test
    void it_fails_as_asked() throws Exception {
        assertThat(get("/fail?status=503").statusCode()).isEqualTo(503);
        assertThat(get("/health").statusCode()).isEqualTo(503);
        assertThat(get("/nowhere").statusCode()).isEqualTo(404);
        assertThat(get("/sleep?ms=long").statusCode()).isEqualTo(400);
    }

    @Test
    void it_keeps_a_text_in_a_file(@TempDir Path folder) throws Exception {
        String note = "/file?path=" + folder.resolve("note");

        assertThat(get(note).statusCode()).isEqualTo(404);
        assertThat(get(note + "&text=hello").statusCode()).isEqualTo(200);
        assertThat(get(note).body()).isEqualTo("hello\n");
        assertThat(get("/file?path=/proc/version&text=hello").statusCode()).isEqualTo(403);
    }

    @Test
    void it_streams_in_chunks() throws Exception {
        assertThat(get("/stream?chunks=3&ms=1").body()).isEqualTo("chunk 0\nchunk 1\nchunk 2\n");
    }

    @Test
    void a_web_socket_gets_its_messages_back() throws Exception {
        CompletableFuture<String> echoed = new CompletableFuture<>();
        WebSocket socket = http.newWebSocketBuilder()
                .buildAsync(URI.create("ws://127.0.0.1:" + sample.port() + "/ws"), new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
                        echoed.complete(data.toString());
                        return CompletableFuture.completedFuture(null);
                    }
                })
                .join();

        socket.sendText("ahoy", true).join();

        assertThat(echoed.get()).isEqualTo("ahoy");
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(request(path).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + sample.port() + path));
    }
}
