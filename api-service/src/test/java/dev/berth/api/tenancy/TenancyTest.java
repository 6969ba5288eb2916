package dev.berth.api.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.refusal.Refusal;
import dev.berth.api.refusal.Refusal.NameTaken;
import dev.berth.api.refusal.Refused;
import dev.berth.api.tenancy.ApiKeyCommand.IssueApiKey;
import dev.berth.api.tenancy.ApiKeyCommand.RevokeApiKey;
import dev.berth.api.tenancy.ApiKeyCommand.RotateApiKey;
import dev.berth.api.tenancy.OrganizationCommand.CreateOrganization;
import dev.berth.api.tenancy.ProjectCommand.CreateProject;
import dev.berth.api.tenancy.ProjectCommand.DeleteProject;
import dev.berth.api.tenancy.ProjectCommand.FinishProjectDeletion;
import dev.berth.events.ApiKeyEvent;
import dev.berth.events.ApiKeyEvent.ApiKeyCreated;
import dev.berth.events.ApiKeyEvent.ApiKeyRevoked;
import dev.berth.events.ApiKeyEvent.ApiKeyRotated;
import dev.berth.events.ApiKeyEvent.Right;
import dev.berth.events.ApiKeyId;
import dev.berth.events.Kind;
import dev.berth.events.OrganizationEvent;
import dev.berth.events.OrganizationEvent.OrganizationCreated;
import dev.berth.events.OrganizationId;
import dev.berth.events.ProjectEvent;
import dev.berth.events.ProjectEvent.ProjectCreated;
import dev.berth.events.ProjectEvent.ProjectDeleted;
import dev.berth.events.ProjectEvent.ProjectDeletionRequested;
import dev.berth.events.ProjectId;
import dev.berth.testing.DeciderSpec;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TenancyTest {

    private static final OrganizationId ACME = new OrganizationId(new UUID(4, 4));
    private static final ProjectId PROJECT = new ProjectId(new UUID(3, 3));
    private static final ApiKeyId KEY = new ApiKeyId(new UUID(5, 5));

    private static final ProjectCreated PROJECT_CREATED = new ProjectCreated(PROJECT, ACME, "default");
    private static final ProjectDeletionRequested DELETION = new ProjectDeletionRequested(PROJECT);
    private static final ProjectDeleted DELETED = new ProjectDeleted(PROJECT);
    private static final ApiKeyCreated ISSUED = new ApiKeyCreated(
            KEY, ACME, Optional.empty(), PROJECT, Right.WRITE, "SCWX", "hash", "mine", Optional.empty());

    private final DeciderSpec<Organization.State, OrganizationCommand, OrganizationEvent> organization =
            new DeciderSpec<>(Organization.INITIAL, Organization::decide, Organization::evolve);
    private final DeciderSpec<Project.State, ProjectCommand, ProjectEvent> project =
            new DeciderSpec<>(Project.INITIAL, Project::decide, Project::evolve);
    private final DeciderSpec<ApiKey.State, ApiKeyCommand, ApiKeyEvent> apiKey =
            new DeciderSpec<>(ApiKey.INITIAL, ApiKey::decide, ApiKey::evolve);

    private static IssueApiKey issue(String accessKey) {
        return issue(accessKey, "hash");
    }

    private static IssueApiKey issue(String accessKey, String secretSha256) {
        return new IssueApiKey(
                KEY, ACME, Optional.empty(), PROJECT, Right.WRITE, accessKey, secretSha256, "mine", Optional.empty());
    }

    private static void assertRefused(DeciderSpec<?, ?, ?>.When when, Refusal refusal) {
        assertThat(when.thenThrows(Refused.class).refusal()).isEqualTo(refusal);
    }

    @Test
    void an_organization_is_created_once() {
        CreateOrganization create = new CreateOrganization(ACME, "acme");
        organization.given().when(create).then(new OrganizationCreated(ACME, "acme"));
        organization.given(new OrganizationCreated(ACME, "acme")).when(create).thenNothing();
    }

    @Test
    void a_project_is_created_once() {
        CreateProject create = new CreateProject(PROJECT, ACME, "default");
        project.given().when(create).then(PROJECT_CREATED);
        project.given(PROJECT_CREATED).when(create).thenNothing();
    }

    @Test
    void an_id_is_never_used_for_another_project() {
        CreateProject other = new CreateProject(PROJECT, ACME, "other");
        NameTaken taken = new NameTaken(Kind.PROJECT, "other", Optional.of(PROJECT));
        assertRefused(project.given(PROJECT_CREATED).when(other), taken);
        assertRefused(project.given(PROJECT_CREATED, DELETION).when(other), taken);
        assertRefused(project.given(PROJECT_CREATED, DELETION, DELETED).when(other), taken);
    }

    @Test
    void deleting_a_project_asks_for_what_it_holds_to_go_first() {
        project.given(PROJECT_CREATED).when(new DeleteProject(PROJECT)).then(DELETION);
        project.given(PROJECT_CREATED, DELETION)
                .when(new DeleteProject(PROJECT))
                .thenNothing();
    }

    @Test
    void a_project_that_is_not_there_cannot_be_deleted() {
        DeleteProject delete = new DeleteProject(PROJECT);
        assertRefused(project.given().when(delete), Refusal.notFound(PROJECT));
        assertRefused(project.given(PROJECT_CREATED, DELETION, DELETED).when(delete), Refusal.notFound(PROJECT));
    }

    @Test
    void only_a_deletion_that_was_asked_for_is_finished() {
        FinishProjectDeletion finish = new FinishProjectDeletion(PROJECT);
        project.given(PROJECT_CREATED, DELETION).when(finish).then(DELETED);
        project.given(PROJECT_CREATED).when(finish).thenNothing();
        project.given(PROJECT_CREATED, DELETION, DELETED).when(finish).thenNothing();
        project.given().when(finish).thenNothing();
    }

    @Test
    void an_api_key_is_issued_once() {
        apiKey.given().when(issue("SCWX")).then(ISSUED);
        apiKey.given(ISSUED).when(issue("SCWX")).thenNothing();
    }

    @Test
    void an_id_is_never_used_for_another_key() {
        NameTaken other = new NameTaken(Kind.API_KEY, "SCWY", Optional.empty());
        assertRefused(apiKey.given(ISSUED).when(issue("SCWY")), other);
        assertRefused(apiKey.given(ISSUED, new ApiKeyRevoked(KEY)).when(issue("SCWY")), other);
    }

    @Test
    void a_key_is_revoked_once_and_for_ever() {
        ApiKeyRevoked revoked = new ApiKeyRevoked(KEY);
        apiKey.given(ISSUED).when(new RevokeApiKey(KEY)).then(revoked);
        apiKey.given(ISSUED, revoked).when(new RevokeApiKey(KEY)).thenNothing();
        assertRefused(
                apiKey.given(ISSUED, revoked).when(issue("SCWX")),
                new NameTaken(Kind.API_KEY, "SCWX", Optional.empty()));
    }

    @Test
    void rotating_a_key_gives_it_another_secret_once() {
        ApiKeyRotated rotated = new ApiKeyRotated(KEY, "other");
        apiKey.given(ISSUED).when(new RotateApiKey(KEY, "other")).then(rotated);
        apiKey.given(ISSUED, rotated).when(new RotateApiKey(KEY, "other")).thenNothing();
        apiKey.given(ISSUED, rotated).when(new RotateApiKey(KEY, "hash")).then(new ApiKeyRotated(KEY, "hash"));
    }

    @Test
    void a_rotated_key_is_the_same_key() {
        ApiKeyRotated rotated = new ApiKeyRotated(KEY, "other");
        apiKey.given(ISSUED, rotated).when(issue("SCWX")).thenNothing();
        apiKey.given(ISSUED, rotated).when(issue("SCWX", "other")).thenNothing();
        assertRefused(
                apiKey.given(ISSUED, rotated).when(issue("SCWX", "third")),
                new NameTaken(Kind.API_KEY, "SCWX", Optional.empty()));
        apiKey.given(ISSUED, rotated).when(new RevokeApiKey(KEY)).then(new ApiKeyRevoked(KEY));
    }

    @Test
    void only_a_valid_key_is_rotated() {
        RotateApiKey rotate = new RotateApiKey(KEY, "other");
        assertRefused(apiKey.given().when(rotate), Refusal.notFound(KEY));
        assertRefused(apiKey.given(ISSUED, new ApiKeyRevoked(KEY)).when(rotate), Refusal.notFound(KEY));
    }

    @Test
    void a_key_that_never_was_cannot_be_revoked() {
        assertRefused(apiKey.given().when(new RevokeApiKey(KEY)), Refusal.notFound(KEY));
    }
}
