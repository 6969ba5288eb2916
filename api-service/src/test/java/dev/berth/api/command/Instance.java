package dev.berth.api.command;

import dev.berth.api.access.Authenticator;
import dev.berth.api.access.Principal;
import dev.berth.api.container.Containers;
import dev.berth.api.domain.Domains;
import dev.berth.api.namespace.Namespaces;
import dev.berth.api.secrets.DataKeys;
import dev.berth.api.secrets.SecretBox;
import dev.berth.api.secrets.TestSecrets;
import dev.berth.api.store.EventStore;
import dev.berth.api.store.Names;
import dev.berth.api.tenancy.ApiKeys;
import dev.berth.api.tenancy.Authenticators;
import dev.berth.api.tenancy.Organizations;
import dev.berth.api.tenancy.Projects;
import dev.berth.api.token.Tokens;
import dev.berth.api.trigger.Triggers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/** The command side of one instance of the service, without its frame; several may share a store. */
public final class Instance {

    public final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    public final CommandShell shell;
    public final SecretBox box;
    public final Organizations organizations;
    public final Projects projects;
    public final ApiKeys apiKeys;
    public final Namespaces namespaces;
    public final Containers containers;
    public final Domains domains;
    public final Tokens tokens;
    public final Triggers triggers;
    public final Authenticator authenticator;

    public Instance(EventStore store, Names names, DataKeys dataKeys, InstantSource clock) {
        this(store, names, dataKeys, clock, Limits.NONE);
    }

    public Instance(EventStore store, Names names, DataKeys dataKeys, InstantSource clock, QuotasConfig limits) {
        shell = new CommandShell(store, clock, metrics, new Quotas(limits));
        box = TestSecrets.box(dataKeys);
        organizations = new Organizations(shell);
        projects = new Projects(shell, organizations);
        apiKeys = new ApiKeys(shell, projects);
        namespaces = new Namespaces(shell, projects, box);
        containers = new Containers(shell, namespaces, box);
        domains = new Domains(shell, containers, (_, _) -> Uni.createFrom().voidItem());
        tokens = new Tokens(shell, containers, namespaces);
        triggers = new Triggers(shell, containers, box);
        authenticator = Authenticators.of(names, apiKeys, clock);
    }

    public static Request by(Principal principal) {
        return Request.of(principal, UUID.randomUUID().toString(), Optional.empty());
    }

    public static Request byPlatform() {
        return by(new Principal.Platform("test"));
    }

    public static <T> T await(Uni<T> uni) {
        return uni.await().atMost(Duration.ofMinutes(1));
    }
}
