package dev.berth.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.events.ApiKeyEvent.ApiKeyCreated;
import dev.berth.events.ApiKeyEvent.ApiKeyRevoked;
import dev.berth.events.ApiKeyEvent.ApiKeyRotated;
import dev.berth.events.ContainerId;
import dev.berth.events.NamespaceId;
import dev.berth.events.OrganizationId;
import dev.berth.events.ProjectId;
import dev.berth.events.TokenEvent.TokenIssued;
import dev.berth.events.TokenEvent.TokenRevoked;
import dev.berth.gateway.Histories;
import dev.berth.gateway.route.Home;
import dev.berth.gateway.route.Route;
import dev.berth.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DoormanTest {

    private static final ContainerId WEB = new ContainerId(UUID.randomUUID());

    private final ApiKeys keys = new ApiKeys();
    private final Tokens tokens = new Tokens();
    private final SettableClock clock = new SettableClock(Histories.NOON);
    private final Doorman doorman = new Doorman(keys, tokens, clock);

    private static Route route(boolean restricted) {
        return route(Histories.ACME, restricted);
    }

    private static Route route(OrganizationId organization, boolean restricted) {
        return new Route(
                WEB,
                new Home(Histories.DEMO, organization, Histories.SHOP),
                "web",
                true,
                true,
                restricted,
                false,
                Duration.ofSeconds(1),
                Optional.empty());
    }

    @Test
    void anybody_may_call_a_public_container() {
        assertThat(doorman.admits(route(false), null)).isTrue();
        assertThat(doorman.admits(route(false), "whatever")).isTrue();
    }

    @Test
    void a_private_container_opens_to_a_key_of_its_organization_or_its_project() {
        keys.take(Histories.key("of the organization", Optional.empty(), Optional.empty()));
        keys.take(Histories.key("of the project", Optional.of(Histories.SHOP), Optional.empty()));
        assertThat(doorman.admits(route(true), "of the organization")).isTrue();
        assertThat(doorman.admits(route(true), "of the project")).isTrue();
    }

    @Test
    void it_opens_to_nothing_else() {
        keys.take(Histories.key("of another project", Optional.of(new ProjectId(UUID.randomUUID())), Optional.empty()));
        keys.take(Histories.key("of acme", Optional.empty(), Optional.empty()));
        assertThat(doorman.admits(route(true), null)).isFalse();
        assertThat(doorman.admits(route(true), "")).isFalse();
        assertThat(doorman.admits(route(true), "unheard of")).isFalse();
        assertThat(doorman.admits(route(true), "of another project")).isFalse();
        assertThat(doorman.admits(route(new OrganizationId(UUID.randomUUID()), true), "of acme"))
                .isFalse();
    }

    @Test
    void a_key_ends_when_it_expires() {
        keys.take(Histories.key("short", Optional.empty(), Optional.of(Histories.NOON.plusSeconds(60))));
        clock.advance(Duration.ofSeconds(59));
        assertThat(doorman.admits(route(true), "short")).isTrue();
        clock.advance(Duration.ofSeconds(1));
        assertThat(doorman.admits(route(true), "short")).isFalse();
    }

    @Test
    void a_revoked_key_opens_nothing() {
        ApiKeyCreated key = Histories.key("secret", Optional.empty(), Optional.empty());
        keys.take(key);
        keys.take(new ApiKeyRevoked(key.id()));
        assertThat(doorman.admits(route(true), "secret")).isFalse();
    }

    @Test
    void a_rotated_key_opens_with_its_new_secret_only() {
        ApiKeyCreated key = Histories.key("old", Optional.empty(), Optional.empty());
        keys.take(key);
        keys.take(new ApiKeyRotated(
                key.id(),
                Histories.key("new", Optional.empty(), Optional.empty()).secretSha256()));
        assertThat(doorman.admits(route(true), "old")).isFalse();
        assertThat(doorman.admits(route(true), "new")).isTrue();
        keys.take(new ApiKeyRevoked(key.id()));
        assertThat(doorman.admits(route(true), "new")).isFalse();
    }

    @Test
    void a_key_of_which_news_are_missing_opens_nothing_until_they_come() {
        ApiKeyCreated key = Histories.key("secret", Optional.empty(), Optional.empty());
        keys.take(key);
        keys.doubt(key.id());
        assertThat(doorman.admits(route(true), "secret")).isFalse();
        keys.trust(key.id());
        assertThat(doorman.admits(route(true), "secret")).isTrue();
    }

    private TokenIssued issued(String token, Optional<ContainerId> container, Optional<Instant> expires) {
        TokenIssued issued = Histories.token(token, Histories.DEMO, container, expires);
        tokens.take(issued);
        return issued;
    }

    @Test
    void a_private_container_opens_to_its_own_token_and_to_one_of_its_namespace() {
        issued("of.the.container", Optional.of(WEB), Optional.empty());
        issued("of.the.namespace", Optional.empty(), Optional.empty());
        assertThat(doorman.admits(route(true), "of.the.container")).isTrue();
        assertThat(doorman.admits(route(true), "of.the.namespace")).isTrue();
    }

    @Test
    void a_token_opens_nothing_else() {
        issued("of.another.container", Optional.of(new ContainerId(UUID.randomUUID())), Optional.empty());
        tokens.take(Histories.token(
                "of.another.namespace", new NamespaceId(UUID.randomUUID()), Optional.empty(), Optional.empty()));
        assertThat(doorman.admits(route(true), "of.another.container")).isFalse();
        assertThat(doorman.admits(route(true), "of.another.namespace")).isFalse();
        assertThat(doorman.admits(route(true), "of.the.forger")).isFalse();
        assertThat(doorman.admits(route(true), "..")).isFalse();
    }

    @Test
    void a_token_ends_when_it_expires_or_is_revoked() {
        issued("a.b.c", Optional.of(WEB), Optional.of(Histories.NOON.plusSeconds(60)));
        TokenIssued revoked = issued("d.e.f", Optional.of(WEB), Optional.empty());
        clock.advance(Duration.ofSeconds(59));
        assertThat(doorman.admits(route(true), "a.b.c")).isTrue();
        assertThat(doorman.admits(route(true), "d.e.f")).isTrue();
        clock.advance(Duration.ofSeconds(1));
        tokens.take(new TokenRevoked(revoked.id()));
        assertThat(doorman.admits(route(true), "a.b.c")).isFalse();
        assertThat(doorman.admits(route(true), "d.e.f")).isFalse();
    }

    @Test
    void a_token_of_which_news_are_missing_opens_nothing_until_they_come() {
        TokenIssued issued = issued("a.b.c", Optional.of(WEB), Optional.empty());
        tokens.doubt(issued.id());
        assertThat(doorman.admits(route(true), "a.b.c")).isFalse();
        tokens.trust(issued.id());
        assertThat(doorman.admits(route(true), "a.b.c")).isTrue();
    }
}
