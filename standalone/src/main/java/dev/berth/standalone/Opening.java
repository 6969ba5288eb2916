package dev.berth.standalone;

import dev.berth.api.access.Principal;
import dev.berth.api.command.Request;
import dev.berth.api.refusal.Refusal.Busy;
import dev.berth.api.refusal.Refused;
import dev.berth.api.tenancy.ApiKeys;
import dev.berth.api.tenancy.NewApiKey;
import dev.berth.api.tenancy.Organizations;
import dev.berth.api.tenancy.Projects;
import dev.berth.events.ApiKeyEvent.Right;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;

/** What is done once all services run: the first tenant, its credentials, and a word to the person at the terminal. */
public final class Opening implements QuarkusApplication {

    private static final Duration LONGEST_COMMAND = Duration.ofSeconds(30);

    private final Organizations organizations;
    private final Projects projects;
    private final ApiKeys keys;

    Opening(Organizations organizations, Projects projects, ApiKeys keys) {
        this.organizations = organizations;
        this.projects = projects;
        this.keys = keys;
    }

    @Override
    public int run(String... arguments) throws Exception {
        Launch launch = Launch.CURRENT.get();
        launch.progress().say("the API answers " + launch.progress().sinceStart() + " after the start");
        Tenant tenant = launch.progress()
                .step("organization, project and API key", () -> seed(launch.credentials(), launch.progress()));
        launch.credentials().write(values(launch, tenant));
        if (launch.rehearsal()) {
            Rehearsal.of(launch.settings(), tenant).run();
            return 0;
        }
        launch.progress().say(QuickStart.text(launch));
        Quarkus.waitForExit();
        launch.progress().say("stopping");
        return 0;
    }

    /** The same commands at every start; what is there already stays as it is, and what was taken away since stays away. */
    private Tenant seed(CredentialsFile file, Progress progress) throws IOException {
        Tenant tenant = Tenant.from(file);
        Uni<?> all = organizations
                .create(request(), tenant.organization(), "default")
                .flatMap(_ -> projects.create(request(), tenant.project(), tenant.organization(), "default"))
                .flatMap(_ -> keys.issue(request(), key(tenant)));
        try {
            all.await().atMost(LONGEST_COMMAND);
        } catch (Refused refused) {
            if (refused.refusal() instanceof Busy) {
                throw refused;
            }
            progress.say("the project or the API key of the first start was deleted or revoked since;"
                    + " ./berth keys create makes another key");
        }
        return tenant;
    }

    private static NewApiKey key(Tenant tenant) {
        return new NewApiKey(
                tenant.key(),
                tenant.organization(),
                Optional.empty(),
                tenant.project(),
                Right.WRITE,
                tenant.credentials(),
                "made by the first start",
                Optional.empty());
    }

    private static Request request() {
        return Request.of(
                new Principal.Platform("standalone"), UUID.randomUUID().toString(), Optional.empty());
    }

    private static Map<String, String> values(Launch launch, Tenant tenant) {
        Settings settings = launch.settings();
        Map<String, String> values = new LinkedHashMap<>();
        values.put("SCW_API_URL", settings.apiUrl());
        values.putAll(tenant.values());
        values.put("SCW_DEFAULT_REGION", settings.region());
        values.put("DOCKER_HOST", launch.engineHost());
        sampleImage(launch).ifPresent(image -> values.put("BERTH_SAMPLE_IMAGE", image));
        values.put("BERTH_API_URL", settings.apiUrl());
        values.put("BERTH_GATEWAY_URL", "http://" + settings.reachableHost() + ":" + settings.gatewayPort());
        values.put("BERTH_GATEWAY_PORT", Integer.toString(settings.gatewayPort()));
        values.put("BERTH_GATEWAY_TLS_PORT", Integer.toString(settings.httpsPort()));
        values.put(
                "BERTH_CA_FILE", settings.authority().resolve("authority.crt").toString());
        values.put("BERTH_PLATFORM_ID", launch.platform());
        // not as the settings of these are called: who has read this file and starts again means the embedded ones
        values.put("BERTH_RUNNING_KAFKA", launch.servers().bootstrapServers());
        values.put("BERTH_RUNNING_DATABASE_URL", launch.servers().databaseUrl());
        return values;
    }

    /** Berth is of use without it. */
    private static Optional<String> sampleImage(Launch launch) {
        try {
            return Optional.of(launch.sampleImage().get());
        } catch (ExecutionException failure) {
            launch.progress().say("no sample image: " + failure.getMessage());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }
}
