package dev.berth.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.events.NamespaceId;
import dev.berth.events.TokenEvent.TokenIssued;
import dev.berth.events.TokenEvent.TokenRevoked;
import dev.berth.events.spec.ContainerSpec.Privacy;
import dev.berth.gateway.Rig.Deployed;
import dev.berth.gateway.Rig.Reply;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TokensIT {

    private Rig rig;
    private int upstream;

    @BeforeAll
    void start() {
        rig = Rig.start();
        upstream = rig.serve(request ->
                        request.response().end("token: " + request.headers().get("X-Auth-Token")))
                .actualPort();
    }

    @AfterAll
    void stop() {
        rig.close();
    }

    private Deployed asleep() {
        return rig.deployed(Histories.spec(Privacy.PRIVATE, false, Histories.PATIENCE));
    }

    private Deployed running() {
        Deployed container = asleep();
        rig.endpoints(container, 0, Rig.instance(upstream));
        return container;
    }

    private static String token() {
        return "header." + UUID.randomUUID() + ".signature";
    }

    private int status(Deployed container, String token) {
        return rig.get(container.host(), "/", "X-Auth-Token", token).status();
    }

    @Test
    void a_token_of_the_container_or_of_its_namespace_opens_it_and_goes_no_further() {
        Deployed container = running();
        String own = token();
        String shared = token();
        rig.publish(Histories.token(own, Histories.DEMO, Optional.of(container.id()), Optional.empty()));
        rig.publish(Histories.token(shared, Histories.DEMO, Optional.empty(), Optional.empty()));
        await().until(() -> status(container, own) == 200);
        await().until(() -> status(container, shared) == 200);
        Reply reply = rig.get(container.host(), "/", "X-Auth-Token", own);
        assertThat(reply.body()).isEqualTo("token: null");
        assertThat(status(running(), own)).isEqualTo(403);
        assertThat(status(running(), shared)).isEqualTo(200);
    }

    @Test
    void a_token_opens_as_soon_as_it_is_made() {
        Deployed container = running();
        for (int time = 0; time < 20; time++) {
            String token = token();
            rig.publish(Histories.token(token, Histories.DEMO, Optional.of(container.id()), Optional.empty()));
            assertThat(status(container, token)).isEqualTo(200);
        }
    }

    @Test
    void a_revoked_or_expired_token_opens_nothing() {
        Deployed container = running();
        String revoked = token();
        String expired = token();
        TokenIssued issued = Histories.token(revoked, Histories.DEMO, Optional.of(container.id()), Optional.empty());
        rig.publish(issued);
        rig.publish(Histories.token(
                expired,
                Histories.DEMO,
                Optional.of(container.id()),
                Optional.of(Instant.now().minusSeconds(1))));
        await().until(() -> status(container, revoked) == 200);
        rig.publish(new TokenRevoked(issued.id()));
        await().until(() -> status(container, revoked) == 403);
        assertThat(status(container, expired)).isEqualTo(403);
    }

    @Test
    void what_opens_nothing_wakes_nothing() {
        Deployed container = asleep();
        String foreign = token();
        rig.publish(Histories.token(foreign, new NamespaceId(UUID.randomUUID()), Optional.empty(), Optional.empty()));
        assertThat(status(container, foreign)).isEqualTo(403);
        assertThat(status(container, token())).isEqualTo(403);
        // something that is told in any case comes after what would have been told of the strangers
        rig.endpoints(container, 0);
        assertThat(rig.demands(container.id())).allSatisfy(demand -> {
            assertThat(demand.requests()).isZero();
            assertThat(demand.queued()).isZero();
        });
    }
}
