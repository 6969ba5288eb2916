package dev.berth.gateway.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The hashes were made by Knative's own code. */
class IngressHashTest {

    private static final Ingress.Name NOBODY = new Ingress.Name("", "");

    @Test
    void a_version_has_the_name_that_knative_gives_it() {
        IngressSpec spec = Made.spec(
                "{'rules': [{'hosts': ['example.com'], 'http': {'paths': [{'splits': [{'serviceName': 'blah'}]}]}}]}");

        assertThat(new Ingress(NOBODY, Made.NOON, 1, spec).hash())
                .isEqualTo("a25000a350642c8abef53078b329bd043e18758f6063c1172d53b04e14fcf5c1");
    }

    @Test
    void so_it_has_with_headers() {
        IngressSpec spec = Made.spec("""
                {'rules': [{'hosts': ['example.com'], 'http': {'paths': [
                    {'splits': [{'serviceName': 'blah', 'appendHeaders': {'Foo': 'bar'}}]}]}}]}""");

        assertThat(new Ingress(NOBODY, Made.NOON, 1, spec).hash())
                .isEqualTo("6b652c7abed871354affd4a9cb699d33816f24541fac942149b91ad872fe63ca");
    }

    @Test
    void so_it_has_with_all_that_there_can_be() {
        Ingress ingress = Made.ingress("web", """
                {'tls': [{'hosts': ['a.example.com'], 'secretName': 'cert', 'secretNamespace': 'shop'}],
                 'httpOption': 'Redirected',
                 'rules': [
                    {'hosts': ['a.example.com', 'b.example.com'], 'visibility': 'ExternalIP', 'http': {'paths': [
                        {'path': '/a&b', 'rewriteHost': 'web.shop.svc.cluster.local',
                         'headers': {'Z': {'exact': '<1>'}, 'A': {'exact': ''}},
                         'appendHeaders': {'Y': 'ü\u2028', 'B': '\\'q\\\\'},
                         'splits': [
                            {'serviceNamespace': 'shop', 'serviceName': 'web', 'servicePort': 'http', 'percent': 30,
                             'appendHeaders': {'b': '1', 'a': '2'}},
                            {'serviceNamespace': 'shop', 'serviceName': 'api', 'servicePort': 80, 'percent': 70}]}]}},
                    {'hosts': ['web.shop'], 'visibility': 'ClusterLocal', 'http': {'paths': [{'splits': []}]}}]}""");

        assertThat(ingress.hash()).isEqualTo("807812da6e3a471870ae55014739b35a54b0d1a46dd469cf1f4cf42d3750e1c2");
    }

    @Test
    void fields_that_are_not_known_do_not_count() {
        String rules = "'rules': [%s]".formatted(Made.rule("a.example.com", "ExternalIP", "web"));

        assertThat(Made.ingress("web", "{%s, 'later': {'more': 1}}".formatted(rules))
                        .hash())
                .isEqualTo(Made.ingress("web", "{%s}".formatted(rules)).hash());
    }
}
