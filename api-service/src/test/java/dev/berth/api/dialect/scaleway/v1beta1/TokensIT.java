package dev.berth.api.dialect.scaleway.v1beta1;

import static dev.berth.api.dialect.scaleway.ScalewayClient.keys;
import static dev.berth.api.dialect.scaleway.ScalewayClient.ok;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.berth.api.ApiServiceProfile;
import dev.berth.api.Tenants;
import dev.berth.api.dialect.Http;
import dev.berth.api.dialect.scaleway.ScalewayClient;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ApiServiceProfile.class)
class TokensIT {

    private static final String B = "/containers/v1beta1/regions/fr-par";
    private static final String LATER = "2099-03-01T08:15:30.123456Z";

    @Inject
    Tenants tenants;

    @Inject
    Pool pool;

    private ScalewayClient client;
    private Http http;
    private String namespace;
    private String container;

    @BeforeEach
    void sign_in() {
        client = ScalewayClient.of(tenants.organization());
        http = client.http();
        namespace = client.namespace("demo");
        container = client.container(namespace, "web");
    }

    private Http.Response post(String body) {
        return http.send("POST", B + "/tokens", body);
    }

    private JsonNode ofContainer() {
        return ok(post("{\"container_id\":\"" + container + "\"}"));
    }

    private JsonNode ofNamespace() {
        return ok(post("{\"namespace_id\":\"" + namespace + "\"}"));
    }

    private static List<String> ids(Http.Response list) {
        List<String> ids = new ArrayList<>();
        ok(list).path("tokens").forEach(token -> ids.add(token.path("id").asText()));
        return ids;
    }

    private static JsonNode claims(JsonNode created) throws Exception {
        String[] parts = created.path("token").asText().split("\\.", -1);
        assertThat(parts).hasSize(3);
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(publicKey(created.path("public_key").asText()));
        signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
        assertThat(signature.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
        return new JsonMapper().readTree(Base64.getUrlDecoder().decode(parts[1]));
    }

    private static PublicKey publicKey(String pem) throws GeneralSecurityException {
        String body = pem.replaceAll("-----[A-Z ]+-----", "").replace("\n", "");
        return KeyFactory.getInstance("RSA")
                .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(body)));
    }

    @Test
    void a_token_is_shown_once_and_signed() throws Exception {
        JsonNode created = ok(post("{\"container_id\":\"" + container
                + "\",\"description\":\"for the partner\",\"expires_at\":\"" + LATER + "\"}"));
        assertThat(keys(created))
                .containsExactly("id", "token", "container_id", "public_key", "status", "expires_at", "description");
        assertThat(created.path("status").asText()).isEqualTo("creating");
        assertThat(created.path("expires_at").asText()).isEqualTo(LATER);
        assertThat(created.path("description").asText()).isEqualTo("for the partner");
        JsonNode claims = claims(created);
        assertThat(claims.path("application_claim").toString())
                .isIn(
                        "[{\"namespace_id\":\"\",\"application_id\":\"" + container + "\"}]",
                        "[{\"application_id\":\"" + container + "\",\"namespace_id\":\"\"}]");
        assertThat(claims.path("version").asInt()).isEqualTo(2);
        assertThat(claims.path("aud").asText()).isEqualTo("functions");
        assertThat(claims.path("iss").asText()).isEqualTo("SCALEWAY");
        assertThat(claims.path("sub").asText()).isEqualTo("token");
        assertThat(claims.path("jti").asText()).isEqualTo(created.path("id").asText());
        assertThat(claims.path("exp").asLong()).isEqualTo(Instant.parse(LATER).getEpochSecond());
        assertThat(claims.path("nbf").asLong()).isEqualTo(claims.path("iat").asLong());
        JsonNode read = ok(http.get(B + "/tokens/" + created.path("id").asText()));
        assertThat(keys(read)).isEqualTo(keys(created));
        assertThat(read.path("token").asText()).isEqualTo("<hidden>");
        assertThat(read.path("public_key").asText()).isEmpty();
        assertThat(read.path("status").asText()).isEqualTo("ready");
        assertThat(read.path("expires_at").asText()).isEqualTo(LATER);
    }

    @Test
    void only_the_hash_of_a_token_is_kept() throws Exception {
        JsonNode created = ofNamespace();
        assertThat(keys(created)).contains("namespace_id").doesNotContain("container_id");
        assertThat(created.path("expires_at").isNull()).isTrue();
        assertThat(claims(created).has("exp")).isFalse();
        String token = created.path("token").asText();
        String event = pool.preparedQuery("select body from event where stream_id = $1")
                .execute(Tuple.of(UUID.fromString(created.path("id").asText())))
                .await()
                .atMost(Duration.ofSeconds(60))
                .iterator()
                .next()
                .getString("body");
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII));
        assertThat(event).contains(HexFormat.of().formatHex(digest)).doesNotContain(token);
    }

    @Test
    void all_tokens_are_signed_by_the_same_key() {
        assertThat(ofContainer().path("public_key")).isEqualTo(ofNamespace().path("public_key"));
    }

    @Test
    void a_list_is_of_a_container_or_of_a_namespace() {
        String first = ofContainer().path("id").asText();
        String second = ofNamespace().path("id").asText();
        assertThat(ids(http.get(B + "/tokens?container_id=&namespace_id=&order_by=created_at_asc&page=1")))
                .containsExactly(first, second);
        assertThat(ids(http.get(B + "/tokens?order_by=created_at_desc"))).containsExactly(second, first);
        assertThat(ids(http.get(B + "/tokens?container_id=" + container))).containsExactly(first);
        assertThat(ids(http.get(B + "/tokens?namespace_id=" + namespace))).containsExactly(second);
        JsonNode past = ok(http.get(B + "/tokens?page=9"));
        assertThat(past.toString()).isEqualTo("{\"tokens\":[],\"total_count\":2}");
    }

    @Test
    void a_revoked_token_is_gone() {
        String id = ofContainer().path("id").asText();
        JsonNode deleted = ok(http.delete(B + "/tokens/" + id));
        assertThat(deleted.path("status").asText()).isEqualTo("deleting");
        assertThat(deleted.path("token").asText()).isEmpty();
        assertThat(deleted.path("public_key").asText()).isEmpty();
        assertThat(deleted.path("container_id").asText()).isEqualTo(container);
        assertThat(http.get(B + "/tokens/" + id).status()).isEqualTo(404);
        assertThat(http.delete(B + "/tokens/" + id).status()).isEqualTo(404);
    }

    @Test
    void older_clients_get_a_token_by_asking() throws Exception {
        JsonNode token = ok(http.get(B + "/issue-jwt?function_id=" + container + "&expiration_date=" + LATER));
        assertThat(claims(token).path("exp").asLong())
                .isEqualTo(Instant.parse(LATER).getEpochSecond());
        assertThat(token.path("container_id").asText()).isEqualTo(container);
        assertThat(ok(http.get(B + "/issue-jwt?namespace_id=" + namespace))
                        .path("namespace_id")
                        .asText())
                .isEqualTo(namespace);
    }

    @Test
    void somebody_elses_container_is_not_found_and_bad_input_is_refused() {
        Http stranger = ScalewayClient.of(tenants.organization()).http();
        String body = "{\"container_id\":\"" + container + "\"}";
        assertThat(stranger.send("POST", B + "/tokens", body).status()).isEqualTo(404);
        String id = ofContainer().path("id").asText();
        assertThat(stranger.get(B + "/tokens/" + id).status()).isEqualTo(404);
        assertThat(stranger.delete(B + "/tokens/" + id).status()).isEqualTo(404);
        assertThat(ids(stranger.get(B + "/tokens"))).isEmpty();
        assertThat(post("{}").text("type")).isEqualTo("invalid_arguments");
        assertThat(http.get(B + "/issue-jwt").text("type")).isEqualTo("invalid_arguments");
        assertThat(post("{\"container_id\":\"" + UUID.randomUUID() + "\"}").text("type"))
                .isEqualTo("not_found");
    }
}
