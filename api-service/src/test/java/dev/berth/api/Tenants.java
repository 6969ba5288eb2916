package dev.berth.api;

import dev.berth.api.access.Principal.Platform;
import dev.berth.api.command.Request;
import dev.berth.api.tenancy.ApiKeys;
import dev.berth.api.tenancy.Credentials;
import dev.berth.api.tenancy.NewApiKey;
import dev.berth.api.tenancy.Organizations;
import dev.berth.api.tenancy.Projects;
import dev.berth.events.ApiKeyEvent.Right;
import dev.berth.events.ApiKeyId;
import dev.berth.events.OrganizationId;
import dev.berth.events.ProjectId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Makes organizations, projects and keys for tests. */
@ApplicationScoped
public class Tenants {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Organizations organizations;
    private final Projects projects;
    private final ApiKeys apiKeys;

    Tenants(Organizations organizations, Projects projects, ApiKeys apiKeys) {
        this.organizations = organizations;
        this.projects = projects;
        this.apiKeys = apiKeys;
    }

    /** A project of an organization, and a key of that. */
    public record Tenant(OrganizationId organization, ProjectId project, ApiKeyId key, String secret) {}

    /** A new organization with one project and a key that opens everything. */
    public Tenant organization() {
        OrganizationId organization = new OrganizationId(UUID.randomUUID());
        organizations
                .create(request(), organization, "Acme " + organization)
                .await()
                .atMost(PATIENCE);
        ProjectId project = project(organization);
        return key(organization, Optional.empty(), project, Right.WRITE, Optional.empty());
    }

    public ProjectId project(OrganizationId organization) {
        ProjectId project = new ProjectId(UUID.randomUUID());
        projects.create(request(), project, organization, "project " + project)
                .await()
                .atMost(PATIENCE);
        return project;
    }

    /** A further key. */
    public Tenant key(
            OrganizationId organization,
            Optional<ProjectId> only,
            ProjectId defaultProject,
            Right right,
            Optional<Instant> expiresAt) {
        ApiKeyId id = new ApiKeyId(UUID.randomUUID());
        Credentials credentials = Credentials.random();
        NewApiKey wanted =
                new NewApiKey(id, organization, only, defaultProject, right, credentials, "for a test", expiresAt);
        apiKeys.issue(request(), wanted).await().atMost(PATIENCE);
        return new Tenant(organization, defaultProject, id, credentials.secret());
    }

    public void revoke(ApiKeyId key) {
        apiKeys.revoke(request(), key).await().atMost(PATIENCE);
    }

    private static Request request() {
        return Request.of(new Platform("test"), UUID.randomUUID().toString(), Optional.empty());
    }
}
