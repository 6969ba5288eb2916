package dev.berth.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.events.ContainerEvent;
import dev.berth.events.ContainerEvent.ContainerDegraded;
import dev.berth.events.ContainerEvent.ContainerDeleted;
import dev.berth.events.ContainerEvent.ContainerDeletionRequested;
import dev.berth.events.ContainerEvent.ContainerRecovered;
import dev.berth.events.ContainerEvent.DeploymentFailed;
import dev.berth.events.ContainerEvent.DeploymentSucceeded;
import dev.berth.events.ContainerId;
import dev.berth.events.DomainEvent;
import dev.berth.events.DomainEvent.DomainAttached;
import dev.berth.events.DomainEvent.DomainDetached;
import dev.berth.events.DomainEvent.DomainTagged;
import dev.berth.events.spec.ContainerSpec;
import dev.berth.events.spec.ContainerSpec.Privacy;
import dev.berth.events.spec.Failure;
import dev.berth.gateway.Histories;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RoutesTest {

    private static final ContainerSpec OPEN = Histories.spec(Privacy.PUBLIC, false, Duration.ofSeconds(10));
    private static final ContainerSpec CLOSED = Histories.spec(Privacy.PRIVATE, true, Duration.ofSeconds(20));
    private static final Failure BROKEN = new Failure(Failure.Reason.EXITED, "exited with code 1");

    private final Routes routes = new Routes("example.org");
    private final ContainerId web = new ContainerId(UUID.randomUUID());
    private int version;

    private void happened(ContainerEvent... events) {
        for (ContainerEvent event : events) {
            routes.take(Histories.recorded(++version, event));
        }
    }

    private Route route() {
        return routes.of("web.example.org").orElseThrow();
    }

    @Test
    void a_container_is_known_by_its_label_in_the_base_domain() {
        happened(Histories.created(web, "web"));
        assertThat(route().container()).isEqualTo(web);
        assertThat(route().deployed()).isFalse();
        assertThat(routes.of("web")).isEmpty();
        assertThat(routes.of("other.example.org")).isEmpty();
    }

    @Test
    void containers_of_one_namespace_keep_what_they_have_in_common_once() {
        Route first = routes.take(Histories.recorded(1, Histories.created(web, "web")))
                .orElseThrow();
        ContainerId other = new ContainerId(UUID.randomUUID());
        Route second = routes.take(Histories.recorded(1, Histories.created(other, "other")))
                .orElseThrow();
        assertThat(second.home()).isSameAs(first.home());
    }

    @Test
    void what_is_configured_but_not_deployed_changes_nothing() {
        happened(
                Histories.created(web, "web"),
                Histories.configured(web, 1, OPEN),
                Histories.requested(web, 1, 1),
                new DeploymentSucceeded(web, 1),
                Histories.configured(web, 2, CLOSED));
        assertThat(route().restricted()).isFalse();
        assertThat(route().timeout()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void closing_takes_effect_when_it_is_asked_for_and_opening_when_it_is_deployed() {
        happened(
                Histories.created(web, "web"),
                Histories.configured(web, 1, OPEN),
                Histories.requested(web, 1, 1),
                new DeploymentSucceeded(web, 1),
                Histories.configured(web, 2, CLOSED),
                Histories.requested(web, 2, 2));
        assertThat(route().restricted()).isTrue();
        assertThat(route().httpsOnly()).isTrue();
        happened(new DeploymentSucceeded(web, 2), Histories.configured(web, 3, OPEN), Histories.requested(web, 3, 3));
        assertThat(route().restricted()).isTrue();
        happened(new DeploymentSucceeded(web, 3));
        assertThat(route().restricted()).isFalse();
        assertThat(route().httpsOnly()).isFalse();
    }

    @Test
    void hiding_takes_effect_when_it_is_asked_for_and_showing_when_it_is_deployed() {
        ContainerSpec hidden = Histories.hidden(OPEN);
        happened(
                Histories.created(web, "web"),
                Histories.configured(web, 1, OPEN),
                Histories.requested(web, 1, 1),
                new DeploymentSucceeded(web, 1),
                Histories.configured(web, 2, hidden),
                Histories.requested(web, 2, 2));
        assertThat(route().exposed()).isFalse();
        happened(new DeploymentSucceeded(web, 2), Histories.configured(web, 3, OPEN), Histories.requested(web, 3, 3));
        assertThat(route().exposed()).isFalse();
        happened(new DeploymentSucceeded(web, 3));
        assertThat(route().exposed()).isTrue();
    }

    @Test
    void rolling_back_brings_back_the_terms_of_the_older_revision() {
        happened(
                Histories.created(web, "web"),
                Histories.configured(web, 1, CLOSED),
                Histories.configured(web, 2, CLOSED),
                Histories.configured(web, 3, OPEN),
                Histories.requested(web, 1, 3),
                new DeploymentSucceeded(web, 1));
        assertThat(route().restricted()).isFalse();
        happened(Histories.requested(web, 2, 2));
        assertThat(route().restricted()).isTrue();
    }

    @Test
    void a_failed_deployment_is_trouble_only_when_none_serves() {
        happened(Histories.created(web, "web"), Histories.configured(web, 1, OPEN), Histories.requested(web, 1, 1));
        happened(new DeploymentFailed(web, 1, BROKEN, Optional.empty()));
        assertThat(route().trouble()).contains(new Trouble(1, true, "exited with code 1"));
        happened(Histories.requested(web, 2, 1));
        assertThat(route().trouble()).isEmpty();
        happened(new DeploymentFailed(web, 1, BROKEN, Optional.empty())); // late news of the one before
        assertThat(route().trouble()).isEmpty();
        happened(new DeploymentSucceeded(web, 2));
        happened(Histories.requested(web, 3, 1), new DeploymentFailed(web, 3, BROKEN, Optional.of(2)));
        assertThat(route().trouble()).isEmpty();
    }

    @Test
    void a_degraded_container_may_recover() {
        happened(
                Histories.created(web, "web"),
                Histories.configured(web, 1, OPEN),
                Histories.requested(web, 1, 1),
                new DeploymentSucceeded(web, 1),
                new ContainerDegraded(web, 1, BROKEN));
        assertThat(route().trouble()).contains(new Trouble(1, false, "exited with code 1"));
        happened(new ContainerRecovered(web, 1));
        assertThat(route().trouble()).isEmpty();
    }

    @Test
    void a_container_answers_no_more_once_its_deletion_was_asked_for() {
        happened(Histories.created(web, "web"), new ContainerDeletionRequested(web));
        assertThat(routes.of("web.example.org")).isEmpty();
        happened(new ContainerDeleted(web));
        assertThat(routes.size()).isZero();
    }

    @Test
    void a_host_that_changes_hands_is_its_new_owners_in_whichever_order_the_news_come() {
        ContainerId heir = new ContainerId(UUID.randomUUID());
        Instant noon = Histories.NOON;
        var born = Histories.recorded(1, noon, Histories.created(web, "web"));
        var gone = Histories.recorded(2, noon.plusSeconds(10), (ContainerEvent) new ContainerDeletionRequested(web));
        var inherited = Histories.recorded(1, noon.plusSeconds(20), Histories.created(heir, "web"));

        Routes heirFirst = new Routes("example.org");
        heirFirst.take(inherited);
        heirFirst.take(born);
        assertThat(heirFirst.of("web.example.org").map(Route::container)).contains(heir);
        heirFirst.take(gone);
        assertThat(heirFirst.of("web.example.org").map(Route::container)).contains(heir);

        Routes deletionLast = new Routes("example.org");
        deletionLast.take(born);
        deletionLast.take(inherited);
        deletionLast.take(gone);
        assertThat(deletionLast.of("web.example.org").map(Route::container)).contains(heir);
    }

    private void toldOfDomain(Instant time, DomainEvent event) {
        routes.takeDomain(Histories.recorded(1, time, event));
    }

    @Test
    void a_domain_leads_to_its_container_on_the_same_terms() {
        toldOfDomain(Histories.NOON, Histories.attached(web, "shop.example.com"));
        assertThat(routes.of("shop.example.com")).isEmpty();
        happened(Histories.created(web, "web"), Histories.configured(web, 1, CLOSED), Histories.requested(web, 1, 1));
        assertThat(routes.of("shop.example.com")).contains(route());
        assertThat(routes.of("shop.example.com").orElseThrow().restricted()).isTrue();
        happened(new ContainerDeletionRequested(web));
        assertThat(routes.of("shop.example.com")).isEmpty();
    }

    @Test
    void a_detached_domain_leads_nowhere_and_may_be_attached_elsewhere_whatever_is_heard_first() {
        DomainAttached first = Histories.attached(web, "shop.example.com");
        ContainerId other = new ContainerId(UUID.randomUUID());
        happened(Histories.created(web, "web"));
        toldOfDomain(Histories.NOON, first);
        routes.take(Histories.recorded(1, Histories.created(other, "other")));
        toldOfDomain(Histories.NOON.plusSeconds(2), Histories.attached(other, "shop.example.com"));
        assertThat(routes.of("shop.example.com").orElseThrow().container()).isEqualTo(other);
        toldOfDomain(Histories.NOON.plusSeconds(1), new DomainDetached(first.id()));
        assertThat(routes.of("shop.example.com").orElseThrow().container()).isEqualTo(other);
    }

    @Test
    void a_domain_that_is_detached_leads_nowhere() {
        DomainAttached attached = Histories.attached(web, "shop.example.com");
        happened(Histories.created(web, "web"));
        toldOfDomain(Histories.NOON, attached);
        toldOfDomain(Histories.NOON, new DomainTagged(attached.id(), java.util.List.of("a")));
        assertThat(routes.of("shop.example.com")).isPresent();
        toldOfDomain(Histories.NOON, new DomainDetached(attached.id()));
        assertThat(routes.of("shop.example.com")).isEmpty();
    }
}
