package dev.berth.api.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.ApiServiceProfile;
import dev.berth.api.Tenants;
import dev.berth.api.Tenants.Tenant;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Clients that would rather speak HTTP/2, as Java's own does unless it is told otherwise. */
@QuarkusTest
@TestProfile(ApiServiceProfile.class)
class HttpVersionIT {

    @Inject
    Tenants tenants;

    @Test
    void a_client_that_offers_http_2_is_served_each_time() throws Exception {
        Tenant tenant = tenants.organization();
        URI namespaces =
                URI.create(RestAssured.baseURI + ":" + RestAssured.port + "/containers/v1/regions/fr-par/namespaces");
        try (HttpClient client = HttpClient.newHttpClient()) {
            assertThat(client.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(IntStream.range(0, 3).mapToObj(n -> status(client, tenant, namespaces, n)))
                    .containsOnly(200);
        }
    }

    private static int status(HttpClient client, Tenant tenant, URI namespaces, int number) {
        HttpRequest request = HttpRequest.newBuilder(namespaces)
                .header("X-Auth-Token", tenant.secret())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(
                        "{\"name\": \"version-%d\", \"project_id\": \"%s\"}".formatted(number, tenant.project())))
                .build();
        return client.sendAsync(request, BodyHandlers.discarding()).join().statusCode();
    }
}
