package dev.berth.gateway.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.events.spec.Port.Protocol;
import dev.berth.events.traffic.Endpoints.Instance;
import dev.berth.gateway.dispatch.Admission;
import dev.berth.gateway.dispatch.Dispatcher;
import dev.berth.gateway.dispatch.Dispatchers;
import dev.berth.gateway.dispatch.Slot;
import dev.berth.gateway.dispatch.Waiter;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IngressesTest {

    private static final String HERE = "gateway.berth.svc.cluster.local";
    private static final ServiceName SHARED = ServiceName.of("eventing/dispatcher");
    private static final ServiceName WEB = new ServiceName("shop", "web");

    private final Dispatchers dispatchers = new Dispatchers("test", 10, 10, _ -> {}, InstantSource.system());
    private final Ingresses ingresses = new Ingresses(dispatchers, HERE, Set.of(SHARED));

    @AfterEach
    void close() {
        dispatchers.close();
    }

    private void service(String name, Service.Port... ports) {
        ingresses.put(new Service(new ServiceName("shop", name), Optional.empty(), List.of(ports)));
    }

    private void alias(String name, String of) {
        ingresses.put(new Service(
                new ServiceName("shop", name), Optional.of(of), List.of(new Service.Port("http2", 80, true))));
    }

    private void slice(String service, String name, List<String> ready, List<String> leaving) {
        ingresses.put(new Slice(new ServiceName("shop", service), name, ready, leaving, Map.of("http", 8080)));
    }

    private static Service.Port http(int number) {
        return new Service.Port("http", number, false);
    }

    private Outcome ask(String host, Map<String, String> headers) {
        return ingresses.of(Door.PUBLIC, host, "/path?query", headers::get).orElseThrow();
    }

    private Outcome.Forward forward(String host) {
        return (Outcome.Forward) ask(host, Map.of());
    }

    /** Where requests go, each while all before it are under way. */
    private static Set<Instance> instances(Dispatcher dispatcher, int requests) {
        Set<Instance> all = new HashSet<>();
        for (int i = 0; i < requests; i++) {
            if (dispatcher.ask(new Patient()) instanceof Slot slot) {
                all.add(slot.instance());
            }
        }
        return all;
    }

    private static Set<String> addresses(Dispatcher dispatcher) {
        Set<String> addresses = new HashSet<>();
        instances(dispatcher, 4).forEach(instance -> addresses.add(instance.id()));
        return addresses;
    }

    private static final class Patient implements Waiter {
        @Override
        public void admitted(Slot slot) {}

        @Override
        public void dismissed() {}
    }

    @Test
    void requests_go_to_the_pods_behind_a_service() {
        service("web", http(80));
        slice("web", "web-a", List.of("10.0.0.1"), List.of());
        slice("web", "web-b", List.of("10.0.0.2"), List.of());
        ingresses.put(Made.leading("web", "web.example.com", "web"));

        assertThat(addresses(forward("web.example.com").dispatcher()))
                .containsExactlyInAnyOrder("10.0.0.1:8080", "10.0.0.2:8080");
    }

    @Test
    void they_follow_the_pods() {
        service("web", http(80));
        slice("web", "web-a", List.of("10.0.0.1"), List.of());
        ingresses.put(Made.leading("web", "web.example.com", "web"));
        Dispatcher dispatcher = forward("web.example.com").dispatcher();

        slice("web", "web-a", List.of("10.0.0.9"), List.of());

        assertThat(forward("web.example.com").dispatcher()).isSameAs(dispatcher);
        assertThat(addresses(dispatcher)).containsExactly("10.0.0.9:8080");
    }

    @Test
    void they_wait_while_there_are_none() {
        service("web", http(80));
        ingresses.put(Made.leading("web", "web.example.com", "web"));
        Dispatcher dispatcher = forward("web.example.com").dispatcher();

        assertThat(dispatcher.ask(new Patient())).isInstanceOf(Admission.Queued.class);
    }

    @Test
    void pods_that_end_answer_where_no_others_do() {
        service("web", http(80));
        slice("web", "web-a", List.of(), List.of("10.0.0.1"));
        ingresses.put(Made.leading("web", "web.example.com", "web"));

        assertThat(addresses(forward("web.example.com").dispatcher())).containsExactly("10.0.0.1:8080");

        slice("web", "web-b", List.of("10.0.0.2"), List.of());

        assertThat(addresses(forward("web.example.com").dispatcher())).containsExactly("10.0.0.2:8080");
    }

    @Test
    void a_port_says_whether_http2_is_spoken() {
        service("web", new Service.Port("http", 80, true));
        slice("web", "web-a", List.of("10.0.0.1"), List.of());
        ingresses.put(Made.leading("web", "web.example.com", "web"));

        assertThat(instances(forward("web.example.com").dispatcher(), 1))
                .extracting(Instance::protocol)
                .containsExactly(Protocol.H2C);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "elsewhere.example.org",
                "localhost",
                "127.0.0.1",
                "169.254.169.254",
                "svc",
                "kubernetes.default.svc",
                "api.berth.svc.cluster.local",
                "other.shop.svc.cluster.example",
                "other.shop.pod.cluster.local"
            })
    void what_an_alias_names_is_not_looked_up(String name) {
        service("other", http(80));
        alias("web", name);
        Ingress ingress = Made.leading("web", "web.example.com", "web");
        ingresses.put(ingress);

        assertThat(ask("web.example.com", Map.of())).isInstanceOf(Outcome.Astray.class);
        assertThat(ingresses.trouble(ingress))
                .contains("service shop/web stands for " + name
                        + ", which is neither this gateway nor a service that it may stand for");
    }

    @ParameterizedTest
    @ValueSource(strings = {"other.shop.svc.cluster.local", "other.shop.svc", "Other.shop.svc.cluster.local."})
    void an_alias_of_a_service_of_its_namespace_leads_to_that_ones_pods(String name) {
        service("other", http(80));
        slice("other", "other-a", List.of("10.0.0.1"), List.of());
        alias("web", name);
        ingresses.put(Made.leading("web", "web.example.com", "web"));
        Dispatcher dispatcher = forward("web.example.com").dispatcher();

        assertThat(addresses(dispatcher)).containsExactly("10.0.0.1:8080");

        slice("other", "other-a", List.of("10.0.0.9"), List.of());

        assertThat(addresses(dispatcher)).containsExactly("10.0.0.9:8080");
    }

    @Test
    void an_alias_of_a_service_elsewhere_leads_there_where_that_one_is_shared() {
        ingresses.put(new Service(SHARED, Optional.empty(), List.of(http(80))));
        ingresses.put(new Slice(SHARED, "a", List.of("10.0.0.1"), List.of(), Map.of("http", 8080)));
        alias("web", "dispatcher.eventing.svc.cluster.local");
        ingresses.put(Made.leading("web", "web.example.com", "web"));

        assertThat(addresses(forward("web.example.com").dispatcher())).containsExactly("10.0.0.1:8080");
    }

    @Test
    void aliases_of_each_other_are_no_way() {
        alias("web", "other.shop.svc");
        alias("other", "web.shop.svc");
        ingresses.put(Made.leading("web", "web.example.com", "web"));

        assertThat(ask("web.example.com", Map.of())).isInstanceOf(Outcome.Astray.class);
    }

    @Test
    void nothing_is_sent_to_the_gateways_own_machine_or_link_nor_to_names_whatever_a_slice_says() {
        service("web", http(80));
        slice(
                "web",
                "web-a",
                List.of(
                        "127.0.0.1",
                        "127.1",
                        "::1",
                        "::ffff:127.0.0.1",
                        "0.0.0.0",
                        "::",
                        "169.254.169.254",
                        "fe80::1",
                        "224.0.0.1",
                        "ff02::1",
                        "localhost",
                        "web.example.org",
                        "10.0.0.1"),
                List.of());
        ingresses.put(Made.leading("web", "web.example.com", "web"));

        assertThat(addresses(forward("web.example.com").dispatcher())).containsExactly("10.0.0.1:8080");
    }

    @Test
    void an_alias_of_the_gateway_itself_leads_on_without_leaving_it() {
        service("web-1", http(80));
        slice("web-1", "web-1-a", List.of("10.0.0.1"), List.of());
        ingresses.put(Made.ingress(
                "web", "{'rules': [%s]}".formatted(Made.rule("web.shop.svc.cluster.local", "ClusterLocal", "web-1"))));
        alias("web", HERE);
        ingresses.put(Made.ingress("mapped", """
                {'rules': [{'hosts': ['vanity.example.com'], 'http': {'paths': [
                    {'rewriteHost': 'web.shop.svc.cluster.local', 'appendHeaders': {'K-Original-Host': 'vanity.example.com'},
                     'splits': [%s]}]}}]}""".formatted(Made.split("web", 100))));

        Outcome.Forward forward = forward("vanity.example.com");

        assertThat(addresses(forward.dispatcher())).containsExactly("10.0.0.1:8080");
        assertThat(forward.host()).contains("web.shop.svc.cluster.local");
        assertThat(forward.headers()).containsEntry("K-Original-Host", "vanity.example.com");
    }

    @Test
    void hosts_that_lead_to_each_other_are_no_way() {
        alias("web", HERE);
        ingresses.put(Made.leading("web", "web.example.com", "web"));

        assertThat(ask("web.example.com", Map.of()))
                .isEqualTo(new Outcome.Astray("web.example.com", "it leads from one host to another without an end"));
    }

    @Test
    void what_is_not_there_is_named() {
        Ingress ingress = Made.leading("web", "web.example.com", "web");
        ingresses.put(ingress);

        assertThat(ask("web.example.com", Map.of()))
                .isEqualTo(new Outcome.Astray("web.example.com", "there is no service shop/web"));
        assertThat(ingresses.trouble(ingress)).contains("there is no service shop/web");

        service("web", http(81));

        assertThat(ingresses.trouble(ingress)).contains("service shop/web has no port 80");

        service("web", http(80));

        assertThat(ingresses.trouble(ingress)).isEmpty();
        ingresses.remove(WEB);
        assertThat(ingresses.trouble(ingress)).isPresent();
    }

    @Test
    void who_asks_for_the_version_is_told() {
        service("web", http(80));
        Ingress ingress = Made.leading("web", "web.example.com", "web");
        ingresses.put(ingress);

        Outcome.Forward asking = (Outcome.Forward) ask("web.example.com", Map.of("K-Network-Hash", "override"));

        assertThat(asking.hash()).contains(ingress.hash());
        assertThat(asking.headers()).containsEntry("K-Network-Hash", ingress.hash());
        assertThat(forward("web.example.com").headers()).isEmpty();
        assertThat(((Outcome.Forward) ask("web.example.com", Map.of("K-Network-Hash", "other"))).headers())
                .isEmpty();
    }

    @Test
    void who_comes_from_outside_may_be_sent_to_https() {
        service("web", http(80));
        ingresses.put(Made.ingress(
                "web",
                "{'httpOption': 'Redirected', 'rules': [%s]}"
                        .formatted(Made.rule("web.example.com", "ExternalIP", "web"))));

        assertThat(ask("web.example.com", Map.of())).isInstanceOf(Outcome.OverHttps.class);
        assertThat(ingresses.of(Door.INTERNAL, "web.example.com", "/", _ -> null))
                .containsInstanceOf(Outcome.Forward.class);
    }

    @Test
    void each_rule_is_probed_at_each_door_that_it_has() {
        Ingress ingress = Made.ingress(
                "web",
                "{'httpOption': 'Redirected', 'rules': [%s, %s]}"
                        .formatted(
                                Made.rule("web.example.com", "ExternalIP", "web"),
                                Made.rule("web.shop.svc.cluster.local", "ClusterLocal", "web")));

        assertThat(ingress.probes())
                .containsExactlyInAnyOrder(
                        new Probe(Door.PUBLIC, true, "web.example.com", "/", Map.of()),
                        new Probe(Door.INTERNAL, false, "web.example.com", "/", Map.of()),
                        new Probe(Door.INTERNAL, false, "web.shop.svc.cluster.local", "/", Map.of()));
    }
}
