package dev.berth.api.dialect.scaleway.v1;

import static dev.berth.api.dialect.scaleway.ScalewayClient.C;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.berth.api.ApiServiceProfile;
import dev.berth.api.EventCount;
import dev.berth.api.Tenants;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What no client of good manners would send. */
@QuarkusTest
@TestProfile(ApiServiceProfile.class)
class OddRequestsIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Inject
    Tenants tenants;

    @Inject
    EventCount events;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/containers/%zz",
                "/containers/%",
                "/namespaces/%ff%fe",
                "/containers?name=%zz",
                "/containers?name=%",
                "/containers/a;b=c"
            })
    void what_is_no_address_is_refused(String path) throws IOException {
        String answer = send("GET " + C + path + " HTTP/1.1\r\n" + signedIn() + "\r\n");
        refused(answer);
    }

    @Test
    void a_body_that_ends_early_changes_nothing() throws IOException {
        String key = signedIn();
        long before = events.now();
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            String head =
                    "POST " + C + "/namespaces HTTP/1.1\r\n" + key + "Content-Length: 100\r\n\r\n{\"name\":\"web\"}";
            socket.getOutputStream().write(head.getBytes(ISO_8859_1));
        }
        assertThat(events.now()).isEqualTo(before);
    }

    @Test
    void a_body_that_says_it_is_too_long_is_refused_before_it_is_sent() throws IOException {
        String answer = send("POST " + C + "/namespaces HTTP/1.1\r\n" + signedIn()
                + "Expect: 100-continue\r\nContent-Length: 10000000\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 413").contains("invalid_arguments");
    }

    @Test
    void other_methods_are_answered_plainly() throws IOException {
        for (String method : List.of("TRACE", "PROPFIND", "BREW", "get")) {
            assertThat(refused(send(method + " " + C + "/namespaces HTTP/1.1\r\n" + signedIn() + "\r\n")))
                    .startsWith("HTTP/1.1 405");
        }
        for (String method : List.of("OPTIONS", "HEAD")) {
            String answer = send(method + " " + C + "/namespaces HTTP/1.1\r\n" + signedIn() + "\r\n");
            assertThat(answer).startsWith("HTTP/1.1 2").doesNotContain("Exception", "<html");
        }
    }

    @Test
    void what_is_longer_than_it_may_be_is_refused() throws IOException {
        String key = signedIn();
        assertThat(refused(send("GET " + C + "/containers?name=" + "x".repeat(9_000) + " HTTP/1.1\r\n" + key + "\r\n")))
                .startsWith("HTTP/1.1 414");
        String many = "X-Odd: %s\r\n".formatted("x".repeat(1_000)).repeat(40);
        assertThat(refused(send("GET " + C + "/containers HTTP/1.1\r\n" + key + many + "\r\n")))
                .startsWith("HTTP/1.1 431");
    }

    /** An answer in the dialect's words: an object that says of which type the error is, or at least what is wrong. */
    private static String refused(String answer) throws IOException {
        assertThat(answer)
                .startsWith("HTTP/1.1 4")
                .containsIgnoringCase("content-type: application/json\r\n")
                .doesNotContain("Exception", "<html");
        String body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
        assertThat(JSON.readTree(body).path("message").asText()).isNotEmpty();
        return answer;
    }

    private String signedIn() {
        return "Host: localhost\r\nConnection: close\r\nX-Auth-Token: "
                + tenants.organization().secret() + "\r\n";
    }

    private static String send(String request) throws IOException {
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }
}
