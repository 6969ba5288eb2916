package dev.berth.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.events.DomainEvent.DomainAttached;
import dev.berth.events.DomainEvent.DomainDetached;
import dev.berth.events.spec.ContainerSpec.Privacy;
import dev.berth.gateway.Rig.Deployed;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DomainsIT {

    private Rig rig;
    private int upstream;

    @BeforeAll
    void start() {
        rig = Rig.start();
        upstream = rig.serve(request -> request.response().end("host: " + request.getHeader("Host")))
                .actualPort();
    }

    @AfterAll
    void stop() {
        rig.close();
    }

    private Deployed running(Privacy privacy, boolean httpsOnly) {
        Deployed container = rig.deployed(Histories.spec(privacy, httpsOnly, Histories.PATIENCE));
        rig.endpoints(container, 0, Rig.instance(upstream));
        return container;
    }

    private DomainAttached attached(Deployed container) {
        DomainAttached domain = Histories.attached(
                container.id(), "shop." + UUID.randomUUID().toString().substring(0, 8) + ".example");
        rig.publish(domain);
        await().until(() -> rig.get(domain.hostname(), "/").status() != 404);
        return domain;
    }

    @Test
    void a_domain_leads_to_its_container_which_hears_its_name() {
        DomainAttached domain = attached(running(Privacy.PUBLIC, false));
        assertThat(rig.get(domain.hostname(), "/").body()).isEqualTo("host: " + domain.hostname());
        assertThat(rig.get(domain.hostname().toUpperCase(java.util.Locale.ROOT) + ":8090", "/")
                        .status())
                .isEqualTo(200);
        rig.publish(new DomainDetached(domain.id()));
        await().until(() -> rig.get(domain.hostname(), "/").status() == 404);
    }

    @Test
    void a_private_container_is_private_under_its_domain_too() {
        assertThat(rig.get(attached(running(Privacy.PRIVATE, false)).hostname(), "/")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void a_container_that_wants_https_redirects_to_its_domain() {
        DomainAttached domain = attached(running(Privacy.PUBLIC, true));
        assertThat(rig.get(domain.hostname(), "/a?b").status()).isEqualTo(301);
        assertThat(rig.get(domain.hostname(), "/a?b").headers().get("Location"))
                .isEqualTo("https://" + domain.hostname() + "/a?b");
    }
}
