package dev.berth.api.bootstrap;

import dev.berth.api.access.Principal.Platform;
import dev.berth.api.command.Request;
import dev.berth.api.refusal.Refused;
import dev.berth.api.tenancy.ApiKeys;
import dev.berth.api.tenancy.Credentials;
import dev.berth.api.tenancy.NewApiKey;
import dev.berth.api.tenancy.Organizations;
import dev.berth.api.tenancy.Projects;
import dev.berth.events.ApiKeyEvent.Right;
import dev.berth.events.ApiKeyId;
import dev.berth.events.OrganizationId;
import dev.berth.events.ProjectId;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Makes the tenant that the configuration asks for, unless it is there already. */
@ApplicationScoped
class Bootstrap {

    private static final Logger LOG = Logger.getLogger(Bootstrap.class);
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final BootstrapConfig config;
    private final Organizations organizations;
    private final Projects projects;
    private final ApiKeys apiKeys;

    Bootstrap(BootstrapConfig config, Organizations organizations, Projects projects, ApiKeys apiKeys) {
        this.config = config;
        this.organizations = organizations;
        this.projects = projects;
        this.apiKeys = apiKeys;
    }

    void start(@Observes StartupEvent event) {
        wanted().ifPresent(wanted -> make(wanted).await().atMost(LONGEST));
    }

    private Optional<NewApiKey> wanted() {
        return config.organizationId()
                .flatMap(organization -> config.projectId()
                        .flatMap(project -> credentials().map(credentials -> key(organization, project, credentials))));
    }

    private Optional<Credentials> credentials() {
        return config.accessKey().flatMap(access -> config.secretKey().map(secret -> new Credentials(access, secret)));
    }

    private NewApiKey key(UUID organization, UUID project, Credentials credentials) {
        return new NewApiKey(
                new ApiKeyId(config.keyId()
                        .orElseThrow(() -> new IllegalStateException("berth.bootstrap.key-id is not set"))),
                new OrganizationId(organization),
                Optional.empty(),
                new ProjectId(project),
                Right.WRITE,
                credentials,
                "made at the start",
                Optional.empty());
    }

    /** A project or key that somebody has deleted since is not made again. */
    Uni<Void> make(NewApiKey key) {
        Request request =
                Request.of(new Platform("bootstrap"), UUID.randomUUID().toString(), Optional.empty());
        return organizations
                .create(request, key.organization(), config.organizationName())
                .flatMap(_ -> projects.create(request, key.defaultProject(), key.organization(), config.projectName()))
                .flatMap(_ -> apiKeys.issue(request, key))
                .replaceWithVoid()
                .onFailure(Refused.class)
                .recoverWithItem(refused -> {
                    LOG.warnf("the tenant of berth.bootstrap is not as configured: %s", refused.getMessage());
                    return null;
                });
    }
}
