package dev.berth.standalone;

import dev.berth.api.tenancy.Credentials;
import dev.berth.events.ApiKeyId;
import dev.berth.events.OrganizationId;
import dev.berth.events.ProjectId;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** The organization, project and key that a new Berth starts with; the same at every start. */
record Tenant(OrganizationId organization, ProjectId project, ApiKeyId key, Credentials credentials) {

    /** What an earlier start has written; what it has not is made anew. */
    static Tenant from(CredentialsFile file) throws IOException {
        Credentials fresh = Credentials.random();
        return new Tenant(
                new OrganizationId(id(file, "SCW_DEFAULT_ORGANIZATION_ID")),
                new ProjectId(id(file, "SCW_DEFAULT_PROJECT_ID")),
                new ApiKeyId(id(file, "BERTH_API_KEY_ID")),
                new Credentials(
                        text(file, "SCW_ACCESS_KEY", fresh::accessKey), text(file, "SCW_SECRET_KEY", fresh::secret)));
    }

    Map<String, String> values() {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("SCW_ACCESS_KEY", credentials.accessKey());
        values.put("SCW_SECRET_KEY", credentials.secret());
        values.put("SCW_DEFAULT_ORGANIZATION_ID", organization.toString());
        values.put("SCW_DEFAULT_PROJECT_ID", project.toString());
        values.put("BERTH_API_KEY_ID", key.toString());
        return values;
    }

    private static UUID id(CredentialsFile file, String name) throws IOException {
        return UUID.fromString(text(file, name, () -> UUID.randomUUID().toString()));
    }

    private static String text(CredentialsFile file, String name, Supplier<String> fresh) throws IOException {
        Optional<String> kept = file.value(name);
        return kept.orElseGet(fresh);
    }
}
