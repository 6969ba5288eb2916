package dev.berth.api.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.container.ContainerCommand.ConfigureContainer;
import dev.berth.api.container.ContainerCommand.CreateContainer;
import dev.berth.api.container.ContainerCommand.DeleteContainer;
import dev.berth.api.container.ContainerCommand.FollowVariables;
import dev.berth.api.container.ContainerCommand.RecordReport;
import dev.berth.api.container.ContainerCommand.RedeployContainer;
import dev.berth.api.container.ContainerCommand.RollBackContainer;
import dev.berth.api.refusal.Refusal;
import dev.berth.api.refusal.Refusal.Invalid;
import dev.berth.api.refusal.Refusal.NameTaken;
import dev.berth.api.refusal.Refusal.NotFound;
import dev.berth.api.refusal.Refusal.Transient;
import dev.berth.api.refusal.Refused;
import dev.berth.events.ContainerEvent;
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
import dev.berth.events.ContainerEvent.DriftCorrected;
import dev.berth.events.ContainerEvent.ImagePinned;
import dev.berth.events.ContainerId;
import dev.berth.events.Kind;
import dev.berth.events.NamespaceId;
import dev.berth.events.OrganizationId;
import dev.berth.events.ProjectId;
import dev.berth.events.report.Report;
import dev.berth.events.report.Report.DeploymentBroken;
import dev.berth.events.report.Report.DeploymentReady;
import dev.berth.events.report.Report.ImageResolved;
import dev.berth.events.report.Report.RemovalHindered;
import dev.berth.events.report.Report.WorkloadFailing;
import dev.berth.events.report.Report.WorkloadHealthy;
import dev.berth.events.report.Report.WorkloadRemoved;
import dev.berth.events.spec.ContainerSpec;
import dev.berth.events.spec.Failure;
import dev.berth.testing.DeciderSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class ContainerTest {

    private static final ContainerId WEB = new ContainerId(new UUID(1, 1));
    private static final NamespaceId SHOP = new NamespaceId(new UUID(2, 2));
    private static final ProjectId PROJECT = new ProjectId(new UUID(3, 3));
    private static final OrganizationId ACME = new OrganizationId(new UUID(4, 4));
    private static final Home HOME = new Home(SHOP, PROJECT, ACME, 3);
    private static final ContainerSpec ONE = Specs.image("app:1");
    private static final ContainerSpec TWO = Specs.image("app:2");
    private static final Failure EXITED = new Failure(Failure.Reason.EXITED, "exited with code 1");
    private static final Failure NOT_LISTENING = new Failure(Failure.Reason.NOT_LISTENING, "did not listen");

    private static final ContainerCreated CREATED = new ContainerCreated(WEB, SHOP, PROJECT, ACME, "web", "web-shop");
    private static final ContainerConfigured CONFIGURED = new ContainerConfigured(WEB, 1, ONE);
    private static final DeploymentRequested DEPLOYED = new DeploymentRequested(WEB, 1, 1, 3, Cause.CREATED);
    private static final ContainerConfigured RECONFIGURED = new ContainerConfigured(WEB, 2, TWO);
    private static final DeploymentRequested DEPLOYED_AGAIN = new DeploymentRequested(WEB, 2, 2, 3, Cause.CONFIGURED);
    private static final DeploymentSucceeded SUCCEEDED = new DeploymentSucceeded(WEB, 1);
    private static final ContainerDeletionRequested DELETION = new ContainerDeletionRequested(WEB);

    private final DeciderSpec<Container.State, ContainerCommand, ContainerEvent> container =
            new DeciderSpec<>(Container.INITIAL, Container::decide, Container::evolve);

    private DeciderSpec<Container.State, ContainerCommand, ContainerEvent>.Given live(ContainerEvent... since) {
        List<ContainerEvent> history = new ArrayList<>(List.of(CREATED, CONFIGURED, DEPLOYED));
        history.addAll(List.of(since));
        return container.given(history.toArray(ContainerEvent[]::new));
    }

    private static CreateContainer create(String name) {
        return new CreateContainer(WEB, HOME, name, name + "-shop", ONE);
    }

    private static ConfigureContainer configure(UnaryOperator<ContainerSpec> change) {
        return new ConfigureContainer(WEB, change, false);
    }

    private static RecordReport report(Report report) {
        return new RecordReport(WEB, report);
    }

    private static void assertRefused(
            DeciderSpec<Container.State, ContainerCommand, ContainerEvent>.When when, Refusal refusal) {
        assertThat(when.thenThrows(Refused.class).refusal()).isEqualTo(refusal);
    }

    @Test
    void a_new_container_is_configured_and_deployed_with_its_namespaces_variables() {
        container.given().when(create("web")).then(CREATED, CONFIGURED, DEPLOYED);
    }

    @Test
    void creating_it_twice_changes_nothing() {
        live().when(create("web")).thenNothing();
    }

    @Test
    void an_id_is_never_used_for_another_container() {
        assertRefused(live().when(create("other")), taken("other"));
        assertRefused(live(DELETION).when(create("web")), taken("web"));
        assertRefused(live(DELETION, new ContainerDeleted(WEB)).when(create("web")), taken("web"));
    }

    private static NameTaken taken(String name) {
        return new NameTaken(Kind.CONTAINER, name, Optional.of(WEB));
    }

    @Test
    void another_configuration_is_a_new_revision_that_is_deployed() {
        live().when(configure(_ -> TWO)).then(RECONFIGURED, DEPLOYED_AGAIN);
    }

    @Test
    void a_change_starts_from_the_present_configuration() {
        live(RECONFIGURED, DEPLOYED_AGAIN)
                .when(configure(spec -> {
                    assertThat(spec).isEqualTo(TWO);
                    return ONE;
                }))
                .then(new ContainerConfigured(WEB, 3, ONE), new DeploymentRequested(WEB, 3, 3, 3, Cause.CONFIGURED));
    }

    @Test
    void an_equal_configuration_changes_nothing() {
        live().when(configure(_ -> Specs.image("app:1"))).thenNothing();
    }

    @Test
    void an_equal_configuration_is_rolled_out_when_asked_for() {
        live().when(new ConfigureContainer(WEB, spec -> spec, true))
                .then(new ContainerConfigured(WEB, 2, ONE), new DeploymentRequested(WEB, 2, 2, 3, Cause.CONFIGURED));
    }

    @Test
    void what_is_not_there_cannot_be_configured() {
        assertRefused(container.given().when(configure(_ -> TWO)), Refusal.notFound(WEB));
        assertRefused(live(DELETION, new ContainerDeleted(WEB)).when(configure(_ -> TWO)), Refusal.notFound(WEB));
    }

    @Test
    void what_is_being_deleted_cannot_be_changed() {
        Transient deleting = new Transient(Kind.CONTAINER, WEB.toString(), "deleting");
        assertRefused(live(DELETION).when(configure(_ -> TWO)), deleting);
        assertRefused(live(DELETION).when(new RedeployContainer(WEB)), deleting);
        assertRefused(live(DELETION).when(new RollBackContainer(WEB, 1)), deleting);
    }

    @Test
    void redeploying_makes_a_revision_whose_image_is_resolved_anew() {
        live(new ImagePinned(WEB, 1, "app@sha256:1"))
                .when(new RedeployContainer(WEB))
                .then(new ContainerConfigured(WEB, 2, ONE), new DeploymentRequested(WEB, 2, 2, 3, Cause.REDEPLOYED));
    }

    @Test
    void redeploying_what_was_just_made_leaves_its_first_rollout_alone() {
        live().when(new RedeployContainer(WEB)).then();
        live(new DeploymentFailed(WEB, 1, EXITED, Optional.empty()))
                .when(new RedeployContainer(WEB))
                .then(new ContainerConfigured(WEB, 2, ONE), new DeploymentRequested(WEB, 2, 2, 3, Cause.REDEPLOYED));
        live(RECONFIGURED, DEPLOYED_AGAIN)
                .when(new RedeployContainer(WEB))
                .then(new ContainerConfigured(WEB, 3, TWO), new DeploymentRequested(WEB, 3, 3, 3, Cause.REDEPLOYED));
    }

    @Test
    void what_is_not_there_cannot_be_redeployed_or_rolled_back() {
        assertRefused(container.given().when(new RedeployContainer(WEB)), Refusal.notFound(WEB));
        assertRefused(container.given().when(new RollBackContainer(WEB, 1)), Refusal.notFound(WEB));
    }

    @Test
    void rolling_back_makes_a_revision_that_is_equal_to_the_older_one() {
        live(RECONFIGURED, DEPLOYED_AGAIN)
                .when(new RollBackContainer(WEB, 1))
                .then(new ContainerConfigured(WEB, 3, ONE), new DeploymentRequested(WEB, 3, 3, 3, Cause.ROLLED_BACK));
    }

    @Test
    void rolling_back_brings_back_the_image_that_was_pinned_then() {
        live(new ImagePinned(WEB, 1, "app@sha256:1"), RECONFIGURED, DEPLOYED_AGAIN)
                .when(new RollBackContainer(WEB, 1))
                .then(
                        new ContainerConfigured(WEB, 3, ONE),
                        new ImagePinned(WEB, 3, "app@sha256:1"),
                        new DeploymentRequested(WEB, 3, 3, 3, Cause.ROLLED_BACK));
    }

    @Test
    void rolling_back_twice_changes_nothing_more() {
        live(
                        RECONFIGURED,
                        DEPLOYED_AGAIN,
                        new ContainerConfigured(WEB, 3, ONE),
                        new DeploymentRequested(WEB, 3, 3, 3, Cause.ROLLED_BACK))
                .when(new RollBackContainer(WEB, 1))
                .thenNothing();
    }

    @Test
    void after_a_rollback_changes_start_from_the_older_configuration() {
        live(
                        RECONFIGURED,
                        DEPLOYED_AGAIN,
                        new ContainerConfigured(WEB, 3, ONE),
                        new DeploymentRequested(WEB, 3, 3, 3, Cause.ROLLED_BACK))
                .when(configure(spec -> {
                    assertThat(spec).isEqualTo(ONE);
                    return Specs.image("app:3");
                }))
                .then(
                        new ContainerConfigured(WEB, 4, Specs.image("app:3")),
                        new DeploymentRequested(WEB, 4, 4, 3, Cause.CONFIGURED));
    }

    @Test
    void rolling_back_to_what_is_deployed_changes_nothing() {
        live().when(new RollBackContainer(WEB, 1)).thenNothing();
    }

    @Test
    void a_revision_that_never_was_cannot_be_rolled_back_to() {
        assertThat(live().when(new RollBackContainer(WEB, 2))
                        .thenThrows(Refused.class)
                        .refusal())
                .isInstanceOf(Invalid.class);
    }

    @Test
    void new_variables_deploy_the_same_revision() {
        live(RECONFIGURED, DEPLOYED_AGAIN)
                .when(new FollowVariables(WEB, 4))
                .then(new DeploymentRequested(WEB, 3, 2, 4, Cause.VARIABLES_CHANGED));
    }

    @Test
    void variables_that_it_has_already_change_nothing() {
        live().when(new FollowVariables(WEB, 3)).thenNothing();
        live().when(new FollowVariables(WEB, 2)).thenNothing();
    }

    @Test
    void a_container_on_its_way_out_follows_no_variables() {
        live(DELETION).when(new FollowVariables(WEB, 4)).thenNothing();
        live(DELETION, new ContainerDeleted(WEB))
                .when(new FollowVariables(WEB, 4))
                .thenNothing();
        container.given().when(new FollowVariables(WEB, 4)).thenNothing();
    }

    @Test
    void deleting_asks_for_its_instances_to_go_first() {
        live().when(new DeleteContainer(WEB)).then(DELETION);
    }

    @Test
    void deleting_it_twice_changes_nothing() {
        live(DELETION).when(new DeleteContainer(WEB)).thenNothing();
    }

    @Test
    void what_is_not_there_cannot_be_deleted() {
        NotFound notFound = Refusal.notFound(WEB);
        assertRefused(container.given().when(new DeleteContainer(WEB)), notFound);
        assertRefused(live(DELETION, new ContainerDeleted(WEB)).when(new DeleteContainer(WEB)), notFound);
    }

    @Test
    void an_image_is_pinned_once_for_each_revision() {
        ImagePinned pinned = new ImagePinned(WEB, 1, "app@sha256:1");
        live().when(report(new ImageResolved(WEB, 1, "app@sha256:1"))).then(pinned);
        live(pinned).when(report(new ImageResolved(WEB, 1, "app@sha256:2"))).thenNothing();
        live().when(report(new ImageResolved(WEB, 2, "app@sha256:1"))).thenNothing();
    }

    @Test
    void a_deployment_that_answers_has_succeeded() {
        live().when(report(new DeploymentReady(WEB, 1))).then(SUCCEEDED);
        live().when(report(new WorkloadHealthy(WEB, 1))).then(SUCCEEDED);
        live(SUCCEEDED).when(report(new DeploymentReady(WEB, 1))).thenNothing();
    }

    @Test
    void a_deployment_that_failed_may_succeed_later() {
        live(new DeploymentFailed(WEB, 1, EXITED, Optional.empty()))
                .when(report(new DeploymentReady(WEB, 1)))
                .then(SUCCEEDED);
    }

    @Test
    void reports_of_an_older_deployment_mean_nothing() {
        live(RECONFIGURED, DEPLOYED_AGAIN)
                .when(report(new DeploymentReady(WEB, 1)))
                .thenNothing();
        live(RECONFIGURED, DEPLOYED_AGAIN)
                .when(report(new DeploymentBroken(WEB, 1, EXITED, Optional.empty())))
                .thenNothing();
        live(RECONFIGURED, DEPLOYED_AGAIN)
                .when(report(new WorkloadFailing(WEB, 1, EXITED)))
                .thenNothing();
    }

    @Test
    void a_deployment_that_is_given_up_has_failed() {
        DeploymentFailed failed = new DeploymentFailed(WEB, 1, EXITED, Optional.of(0));
        live().when(report(new DeploymentBroken(WEB, 1, EXITED, Optional.of(0))))
                .then(failed);
        live(failed)
                .when(report(new DeploymentBroken(WEB, 1, EXITED, Optional.of(0))))
                .thenNothing();
        live(failed)
                .when(report(new DeploymentBroken(WEB, 1, NOT_LISTENING, Optional.of(0))))
                .then(new DeploymentFailed(WEB, 1, NOT_LISTENING, Optional.of(0)));
    }

    @Test
    void a_deployment_that_answered_and_no_longer_does_is_degraded() {
        ContainerDegraded degraded = new ContainerDegraded(WEB, 1, EXITED);
        live(SUCCEEDED).when(report(new WorkloadFailing(WEB, 1, EXITED))).then(degraded);
        live(SUCCEEDED)
                .when(report(new DeploymentBroken(WEB, 1, EXITED, Optional.empty())))
                .then(degraded);
        live(SUCCEEDED, degraded)
                .when(report(new WorkloadFailing(WEB, 1, EXITED)))
                .thenNothing();
        live(SUCCEEDED, degraded)
                .when(report(new WorkloadFailing(WEB, 1, NOT_LISTENING)))
                .then(new ContainerDegraded(WEB, 1, NOT_LISTENING));
    }

    @Test
    void a_degraded_deployment_that_answers_again_has_recovered() {
        ContainerDegraded degraded = new ContainerDegraded(WEB, 1, EXITED);
        ContainerRecovered recovered = new ContainerRecovered(WEB, 1);
        live(SUCCEEDED, degraded).when(report(new WorkloadHealthy(WEB, 1))).then(recovered);
        live(SUCCEEDED, degraded, recovered)
                .when(report(new WorkloadHealthy(WEB, 1)))
                .thenNothing();
    }

    @Test
    void what_was_put_back_is_history_and_changes_nothing() {
        live().when(report(new Report.DriftCorrected(
                        WEB, "Service web", List.of("spec.selector"), Optional.of("kubectl"))))
                .then(new DriftCorrected(WEB, "Service web", List.of("spec.selector"), Optional.of("kubectl")));
        live(DELETION)
                .when(report(new Report.DriftCorrected(WEB, "Service web", List.of(), Optional.empty())))
                .thenNothing();
    }

    @Test
    void it_is_deleted_when_its_instances_are_gone() {
        live(DELETION).when(report(new WorkloadRemoved(WEB))).then(new ContainerDeleted(WEB));
    }

    @Test
    void what_holds_up_its_deletion_is_history_once() {
        Failure held = new Failure(Failure.Reason.ENGINE_REFUSED, "its pod is held");
        Failure other = new Failure(Failure.Reason.ENGINE_REFUSED, "its other pod is held");

        live(DELETION).when(report(new RemovalHindered(WEB, held))).then(new DeletionHindered(WEB, held));
        live(DELETION, new DeletionHindered(WEB, held))
                .when(report(new RemovalHindered(WEB, held)))
                .thenNothing();
        live(DELETION, new DeletionHindered(WEB, held))
                .when(report(new RemovalHindered(WEB, other)))
                .then(new DeletionHindered(WEB, other));
        live(DELETION, new DeletionHindered(WEB, held))
                .when(report(new WorkloadRemoved(WEB)))
                .then(new ContainerDeleted(WEB));
        live().when(report(new RemovalHindered(WEB, held))).thenNothing();
    }

    @Test
    void a_container_that_is_wanted_is_not_deleted_by_a_report() {
        live().when(report(new WorkloadRemoved(WEB))).thenNothing();
    }

    @Test
    void on_its_way_out_only_its_end_counts() {
        live(DELETION).when(report(new DeploymentReady(WEB, 1))).thenNothing();
        live(DELETION, new ContainerDeleted(WEB))
                .when(report(new WorkloadRemoved(WEB)))
                .thenNothing();
        container.given().when(report(new WorkloadRemoved(WEB))).thenNothing();
    }
}
