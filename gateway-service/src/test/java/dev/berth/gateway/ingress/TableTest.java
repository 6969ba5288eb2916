package dev.berth.gateway.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TableTest {

    private final Table table = new Table();

    private Optional<String> service(Door door, String host, String path, Map<String, String> headers) {
        Map<String, String> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        anyCase.putAll(headers);
        return table.find(door, host, path, anyCase::get, _ -> 0)
                .map(match -> match.share().backend().service().name());
    }

    private Optional<String> service(String host, String path) {
        return service(Door.PUBLIC, host, path, Map.of());
    }

    @Test
    void a_host_leads_to_its_service() {
        table.put(Made.leading("web", "web.example.com", "web-1"));

        assertThat(service("web.example.com", "/")).contains("web-1");
        assertThat(service("other.example.com", "/")).isEmpty();
        assertThat(table.size()).isEqualTo(1);
    }

    @Test
    void a_changed_ingress_takes_the_place_of_what_it_was() {
        table.put(Made.leading("web", "web.example.com", "web-1"));
        table.put(Made.leading("web", "new.example.com", "web-2"));

        assertThat(service("web.example.com", "/")).isEmpty();
        assertThat(service("new.example.com", "/")).contains("web-2");
    }

    @Test
    void an_ingress_that_is_gone_leads_nowhere() {
        table.put(Made.leading("web", "web.example.com", "web-1"));
        table.remove(new Ingress.Name("shop", "web"));

        assertThat(service("web.example.com", "/")).isEmpty();
        assertThat(table.size()).isZero();
    }

    @Test
    void the_first_path_that_matches_counts() {
        table.put(Made.ingress("web", """
                {'rules': [{'hosts': ['web.example.com'], 'http': {'paths': [
                    {'path': '/foo', 'splits': [%s]},
                    {'path': '/', 'splits': [%s]}]}}]}""".formatted(Made.split("foo", 100), Made.split("rest", 100))));

        assertThat(service("web.example.com", "/foo/bar")).contains("foo");
        assertThat(service("web.example.com", "/")).contains("rest");
        assertThat(service("web.example.com", "*")).isEmpty();
    }

    @Test
    void a_header_that_is_wanted_must_be_there_as_it_is_wanted() {
        table.put(Made.ingress("web", """
                {'rules': [{'hosts': ['web.example.com'], 'http': {'paths': [
                    {'headers': {'Knative-Serving-Tag': {'exact': 'next'}}, 'splits': [%s]},
                    {'splits': [%s]}]}}]}""".formatted(Made.split("next", 100), Made.split("now", 100))));

        assertThat(service(Door.PUBLIC, "web.example.com", "/", Map.of("knative-serving-tag", "next")))
                .contains("next");
        assertThat(service(Door.PUBLIC, "web.example.com", "/", Map.of("Knative-Serving-Tag", "nexte")))
                .contains("now");
        assertThat(service(Door.PUBLIC, "web.example.com", "/", Map.of("Knative-Serving-Tag", "")))
                .contains("now");
    }

    @Test
    void what_is_for_the_cluster_is_not_there_for_others() {
        table.put(Made.ingress(
                "web",
                "{'rules': [%s, %s]}"
                        .formatted(
                                Made.rule("web.shop.svc.cluster.local", "ClusterLocal", "web-1"),
                                Made.rule("web.example.com", "ExternalIP", "web-1"))));

        assertThat(service(Door.PUBLIC, "web.shop.svc.cluster.local", "/", Map.of()))
                .isEmpty();
        assertThat(service(Door.INTERNAL, "web.shop.svc.cluster.local", "/", Map.of()))
                .contains("web-1");
        assertThat(service(Door.INTERNAL, "web.example.com", "/", Map.of())).contains("web-1");
    }

    @Test
    void of_two_that_claim_a_host_the_older_has_it() {
        Ingress old = Made.leading("old", "web.example.com", "old");
        Ingress young = Made.ingress(
                "a-young",
                Made.NOON.plusSeconds(1),
                "{'rules': [%s, %s]}"
                        .formatted(
                                Made.rule("web.example.com", "ExternalIP", "young"),
                                Made.rule("own.example.com", "ExternalIP", "young")));
        table.put(young);
        table.put(old);

        assertThat(service("web.example.com", "/")).contains("old");
        assertThat(service("own.example.com", "/")).contains("young");
        assertThat(table.lost(young)).containsExactly("web.example.com");
        assertThat(table.lost(old)).isEmpty();

        table.remove(old.name());

        assertThat(service("web.example.com", "/")).contains("young");
        assertThat(table.lost(young)).isEmpty();
    }

    @Test
    void each_service_has_its_share() {
        table.put(Made.ingress(
                "web",
                "{'rules': [{'hosts': ['web.example.com'], 'http': {'paths': [{'splits': [%s, %s, %s]}]}}]}"
                        .formatted(Made.split("most", 90), Made.split("none", 0), Made.split("some", 10))));

        Map<String, Integer> drawn = new TreeMap<>();
        for (int i = 0; i < 100; i++) {
            int number = i;
            table.find(Door.PUBLIC, "web.example.com", "/", _ -> null, _ -> number)
                    .ifPresent(match ->
                            drawn.merge(match.share().backend().service().name(), 1, Integer::sum));
        }

        assertThat(drawn).isEqualTo(Map.of("most", 90, "some", 10));
    }

    @Test
    void a_service_that_is_alone_needs_no_share() {
        table.put(Made.ingress(
                "web",
                "{'rules': [{'hosts': ['web.example.com'], 'http': {'paths': [{'splits': [%s]}]}}]}"
                        .formatted(Made.split("web-1", 0))));

        assertThat(service("web.example.com", "/")).contains("web-1");
    }

    @Test
    void headers_of_a_share_come_upon_those_of_its_path() {
        table.put(Made.ingress("web", """
                {'rules': [{'hosts': ['web.example.com'], 'http': {'paths': [
                    {'appendHeaders': {'A': 'path', 'B': 'path'},
                     'splits': [{'serviceNamespace': 'shop', 'serviceName': 'web', 'servicePort': 80,
                                 'appendHeaders': {'B': 'share'}}]}]}}]}"""));

        assertThat(table.find(Door.PUBLIC, "web.example.com", "/", _ -> null, _ -> 0))
                .hasValueSatisfying(
                        match -> assertThat(match.share().headers()).isEqualTo(Map.of("A", "path", "B", "share")));
    }
}
