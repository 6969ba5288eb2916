package dev.berth.api.views;

import static dev.berth.api.views.Histories.ORGANIZATION;
import static dev.berth.api.views.Histories.PROJECT;
import static dev.berth.api.views.Histories.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.api.views.ContainerView.Deployment;
import dev.berth.events.ApiKeyEvent.ApiKeyCreated;
import dev.berth.events.ApiKeyEvent.ApiKeyRevoked;
import dev.berth.events.ApiKeyEvent.ApiKeyRotated;
import dev.berth.events.ApiKeyEvent.Right;
import dev.berth.events.ApiKeyId;
import dev.berth.events.ContainerEvent.Cause;
import dev.berth.events.ContainerEvent.ContainerConfigured;
import dev.berth.events.ContainerEvent.ContainerCreated;
import dev.berth.events.ContainerEvent.ContainerDegraded;
import dev.berth.events.ContainerEvent.ContainerDeleted;
import dev.berth.events.ContainerEvent.ContainerDeletionRequested;
import dev.berth.events.ContainerEvent.ContainerRecovered;
import dev.berth.events.ContainerEvent.DeletionHindered;
import dev.berth.events.ContainerEvent.DeploymentFailed;
import dev.berth.events.ContainerEvent.DeploymentRequested;
import dev.berth.events.ContainerEvent.DeploymentSucceeded;
import dev.berth.events.ContainerEvent.ImagePinned;
import dev.berth.events.ContainerId;
import dev.berth.events.DomainEvent.DomainAttached;
import dev.berth.events.DomainEvent.DomainDetached;
import dev.berth.events.DomainEvent.DomainTagged;
import dev.berth.events.DomainId;
import dev.berth.events.Event;
import dev.berth.events.NamespaceEvent.NamespaceConfigured;
import dev.berth.events.NamespaceEvent.NamespaceDeleted;
import dev.berth.events.NamespaceEvent.NamespaceDeletionRequested;
import dev.berth.events.NamespaceEvent.VariablesRolledOut;
import dev.berth.events.NamespaceId;
import dev.berth.events.OrganizationEvent.OrganizationCreated;
import dev.berth.events.ProjectEvent.ProjectCreated;
import dev.berth.events.ProjectEvent.ProjectDeleted;
import dev.berth.events.ProjectEvent.ProjectDeletionRequested;
import dev.berth.events.Recorded;
import dev.berth.events.TokenEvent.TokenIssued;
import dev.berth.events.TokenEvent.TokenRevoked;
import dev.berth.events.TokenId;
import dev.berth.events.TriggerEvent.TriggerConfigured;
import dev.berth.events.TriggerEvent.TriggerCreated;
import dev.berth.events.TriggerEvent.TriggerDeleted;
import dev.berth.events.TriggerId;
import dev.berth.events.spec.Failure;
import dev.berth.events.spec.Source;
import dev.berth.events.spec.TriggerSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ProjectionsTest {

    private static final ContainerId CONTAINER = new ContainerId(UUID.randomUUID());
    private static final NamespaceId NAMESPACE = new NamespaceId(UUID.randomUUID());
    private static final Failure FAILURE = new Failure(Failure.Reason.EXITED, "exited with code 1 after 0.3 s");

    @Test
    void a_container_is_shown_once_it_is_configured() {
        assertThat(after(new ContainerCreated(CONTAINER, NAMESPACE, PROJECT, ORGANIZATION, "hello", "hello-demo")))
                .containsInstanceOf(ContainerDraft.class);
        ContainerView view = container();
        assertThat(view.spec()).isEqualTo(spec("first"));
        assertThat(view.status()).isEqualTo(new ContainerStatus.Creating());
        assertThat(view.createdAt()).isEqualTo(Histories.START.plusSeconds(1));
        assertThat(view.updatedAt()).isEqualTo(Histories.START.plusSeconds(3));
        assertThat(view.version()).isEqualTo(3);
    }

    @Test
    void a_container_is_ready_when_its_newest_deployment_is() {
        assertThat(container(new ImagePinned(CONTAINER, 1, "app@sha256:1"), new DeploymentSucceeded(CONTAINER, 1)))
                .satisfies(view -> {
                    assertThat(view.status()).isEqualTo(new ContainerStatus.Ready());
                    assertThat(view.serving()).contains(new Deployment(1, 1));
                    assertThat(view.readyAt()).contains(view.updatedAt());
                    assertThat(view.unsettled()).isEmpty();
                });
    }

    @Test
    void a_configuration_that_is_not_deployed_is_pending() {
        ContainerView view =
                container(new DeploymentSucceeded(CONTAINER, 1), new ContainerConfigured(CONTAINER, 2, spec("next")));
        assertThat(view.pending()).isTrue();
        assertThat(view.status()).isEqualTo(new ContainerStatus.Ready());
        assertThat(view.spec()).isEqualTo(spec("next"));
    }

    @Test
    void a_deployment_that_was_overtaken_serves_but_is_not_the_one_waited_for() {
        ContainerView view = container(
                new ContainerConfigured(CONTAINER, 2, spec("next")),
                new DeploymentRequested(CONTAINER, 2, 2, 1, Cause.CONFIGURED),
                new DeploymentSucceeded(CONTAINER, 1));
        assertThat(view.status()).isEqualTo(new ContainerStatus.Updating());
        assertThat(view.serving()).contains(new Deployment(1, 1));
        assertThat(view.unsettled()).containsExactly(new Deployment(2, 2));
    }

    @Test
    void a_failed_deployment_says_why_and_what_goes_on_serving() {
        ContainerView view = container(
                new DeploymentSucceeded(CONTAINER, 1),
                new DeploymentRequested(CONTAINER, 2, 1, 1, Cause.REDEPLOYED),
                new DeploymentFailed(CONTAINER, 2, FAILURE, Optional.of(1)));
        assertThat(view.status()).isEqualTo(new ContainerStatus.Failed(FAILURE));
        assertThat(view.serving()).contains(new Deployment(1, 1));
        assertThat(container(new DeploymentFailed(CONTAINER, 1, FAILURE, Optional.empty()))
                        .serving())
                .isEmpty();
    }

    @Test
    void a_container_that_degraded_and_recovered_is_ready() {
        ContainerView degraded =
                container(new DeploymentSucceeded(CONTAINER, 1), new ContainerDegraded(CONTAINER, 1, FAILURE));
        assertThat(degraded.status()).isEqualTo(new ContainerStatus.Failed(FAILURE));
        ContainerView recovered = container(
                new DeploymentSucceeded(CONTAINER, 1),
                new ContainerDegraded(CONTAINER, 1, FAILURE),
                new ContainerRecovered(CONTAINER, 1));
        assertThat(recovered.status()).isEqualTo(new ContainerStatus.Ready());
    }

    @Test
    void what_an_old_deployment_does_says_nothing_of_the_newest() {
        ContainerView view = container(
                new DeploymentSucceeded(CONTAINER, 1),
                new DeploymentRequested(CONTAINER, 2, 1, 1, Cause.REDEPLOYED),
                new ContainerDegraded(CONTAINER, 1, FAILURE));
        assertThat(view.status()).isEqualTo(new ContainerStatus.Updating());
    }

    @Test
    void nothing_takes_back_a_deletion() {
        ContainerView view =
                container(new ContainerDeletionRequested(CONTAINER), new DeploymentSucceeded(CONTAINER, 1));
        assertThat(view.status()).isEqualTo(new ContainerStatus.Deleting(Optional.empty()));
    }

    @Test
    void what_holds_up_a_deletion_is_shown() {
        ContainerView view =
                container(new ContainerDeletionRequested(CONTAINER), new DeletionHindered(CONTAINER, FAILURE));
        assertThat(view.status()).isEqualTo(new ContainerStatus.Deleting(Optional.of(FAILURE)));
    }

    @Test
    void a_deleted_container_is_not_shown() {
        assertThat(after(history(new ContainerDeletionRequested(CONTAINER), new ContainerDeleted(CONTAINER))))
                .isEmpty();
    }

    @Test
    void a_namespace_is_updating_until_its_new_variables_are_rolled_out() {
        assertThat(namespace().status()).isEqualTo(NamespaceView.Status.READY);
        NamespaceConfigured changed = new NamespaceConfigured(NAMESPACE, 2, 2, spec());
        assertThat(namespace(changed).status()).isEqualTo(NamespaceView.Status.UPDATING);
        assertThat(namespace(changed, new VariablesRolledOut(NAMESPACE, 2)).status())
                .isEqualTo(NamespaceView.Status.READY);
        assertThat(namespace(new NamespaceConfigured(NAMESPACE, 2, 1, spec())).status())
                .isEqualTo(NamespaceView.Status.READY);
    }

    @Test
    void a_namespace_that_shall_go_is_shown_until_it_is_gone() {
        NamespaceDeletionRequested requested = new NamespaceDeletionRequested(NAMESPACE);
        assertThat(namespace(requested).status()).isEqualTo(NamespaceView.Status.DELETING);
        List<Event> history = new ArrayList<>(Histories.created(NAMESPACE, PROJECT, "web"));
        history.addAll(List.of(requested, new NamespaceDeleted(NAMESPACE)));
        assertThat(after(history)).isEmpty();
    }

    @Test
    void tenants_and_their_keys_come_and_go() {
        ApiKeyId key = new ApiKeyId(UUID.randomUUID());
        ApiKeyCreated created = new ApiKeyCreated(
                key,
                ORGANIZATION,
                Optional.empty(),
                PROJECT,
                Right.WRITE,
                "SCWXXXXXXXXXXXXXXXXX",
                "ab",
                "",
                Optional.empty());
        assertThat(after(new OrganizationCreated(ORGANIZATION, "acme"))).containsInstanceOf(OrganizationView.class);
        assertThat(after(created)).containsInstanceOf(ApiKeyView.class);
        assertThat(after(created, new ApiKeyRotated(key, "cd")))
                .hasValueSatisfying(view -> assertThat(view.version()).isEqualTo(2));
        assertThat(after(created, new ApiKeyRevoked(key))).isEmpty();
        ProjectCreated project = new ProjectCreated(PROJECT, ORGANIZATION, "default");
        ProjectDeletionRequested requested = new ProjectDeletionRequested(PROJECT);
        assertThat(after(project, requested))
                .hasValueSatisfying(
                        view -> assertThat(((ProjectView) view).status()).isEqualTo(ProjectView.Status.DELETING));
        assertThat(after(project, requested, new ProjectDeleted(PROJECT))).isEmpty();
    }

    @Test
    void an_event_without_what_it_builds_on_is_refused() {
        assertThatThrownBy(() -> after(new DeploymentSucceeded(CONTAINER, 1)))
                .hasMessageContaining("container/" + CONTAINER)
                .hasMessageContaining("nothing");
    }

    @Test
    void views_are_the_same_when_they_come_back_from_json() {
        ContainerView view = container(new DeploymentFailed(CONTAINER, 1, FAILURE, Optional.empty()));
        assertThat(ViewJson.read(ViewJson.write(view), ContainerView.class)).isEqualTo(view);
        NamespaceView namespace = namespace();
        assertThat(ViewJson.read(ViewJson.write(namespace), NamespaceView.class))
                .isEqualTo(namespace);
    }

    private static ContainerView container(Event... more) {
        return (ContainerView) after(history(more)).orElseThrow();
    }

    private static List<Event> history(Event... more) {
        List<Event> history = new ArrayList<>(Histories.created(CONTAINER, NAMESPACE, PROJECT, "hello"));
        history.addAll(List.of(more));
        return history;
    }

    private static NamespaceView namespace(Event... more) {
        List<Event> history = new ArrayList<>(Histories.created(NAMESPACE, PROJECT, "web"));
        history.addAll(List.of(more));
        return (NamespaceView) after(history).orElseThrow();
    }

    private static Optional<Projected> after(Event... events) {
        return after(List.of(events));
    }

    /** Every event is handed over twice, so that a double effect cannot hide. */
    private static Optional<Projected> after(List<Event> events) {
        Optional<Projected> view = Optional.empty();
        for (Recorded<Event> recorded : Histories.recorded(events)) {
            view = Projections.project(view, recorded);
            if (view.isPresent()) {
                assertThat(Projections.project(view, recorded)).isEqualTo(view);
            }
        }
        return view;
    }

    @Test
    void a_trigger_is_shown_once_it_is_configured_and_follows_its_configuration() {
        TriggerId id = new TriggerId(UUID.randomUUID());
        TriggerCreated created = new TriggerCreated(id, CONTAINER, NAMESPACE, PROJECT, ORGANIZATION);
        TriggerConfigured first = new TriggerConfigured(id, 1, cron("0 3 * * *"));
        TriggerConfigured second = new TriggerConfigured(id, 2, cron("0 4 * * *"));
        assertThat(after(created)).containsInstanceOf(TriggerDraft.class);
        assertThat(after(created, first, second)).hasValueSatisfying(projected -> {
            TriggerView view = (TriggerView) projected;
            assertThat(view.spec()).isEqualTo(second.spec());
            assertThat(view.revision()).isEqualTo(2);
            assertThat(view.createdAt()).isEqualTo(Histories.START.plusSeconds(1));
            assertThat(view.updatedAt()).isEqualTo(Histories.START.plusSeconds(3));
            assertThat(view.variant()).isEqualTo(TriggerView.CRON);
        });
        assertThat(after(created, first, new TriggerDeleted(id))).isEmpty();
    }

    private static TriggerSpec cron(String schedule) {
        return new TriggerSpec(
                "nightly",
                "",
                List.of(),
                TriggerSpec.Destination.DEFAULT,
                new Source.Cron(schedule, "UTC", "", Map.of()),
                Map.of());
    }

    @Test
    void a_domain_follows_its_tags() {
        DomainId id = new DomainId(UUID.randomUUID());
        DomainAttached attached =
                new DomainAttached(id, CONTAINER, NAMESPACE, PROJECT, ORGANIZATION, "shop.example.org", List.of("a"));
        assertThat(after(attached, new DomainTagged(id, List.of("b")))).hasValueSatisfying(projected -> {
            DomainView view = (DomainView) projected;
            assertThat(view.hostname()).isEqualTo("shop.example.org");
            assertThat(view.tags()).containsExactly("b");
            assertThat(view.attachedTo()).contains(CONTAINER);
        });
        assertThat(after(attached, new DomainDetached(id))).isEmpty();
    }

    @Test
    void a_token_is_of_its_container_or_its_namespace() {
        TokenId id = new TokenId(UUID.randomUUID());
        TokenIssued issued = new TokenIssued(
                id, Optional.empty(), NAMESPACE, PROJECT, ORGANIZATION, "for us", "00", Optional.empty());
        assertThat(after(issued))
                .hasValueSatisfying(projected ->
                        assertThat(((TokenView) projected).variant()).isEqualTo(TokenView.OF_NAMESPACE));
        assertThat(after(issued, new TokenRevoked(id))).isEmpty();
    }
}
