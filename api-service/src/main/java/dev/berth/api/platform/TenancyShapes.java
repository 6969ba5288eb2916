package dev.berth.api.platform;

import dev.berth.api.openapi.ObjectShape;
import dev.berth.api.openapi.Shape;
import org.eclipse.microprofile.openapi.models.media.Schema;

/** What is read and written of organizations, projects, API keys and quotas, as the document says it. */
final class TenancyShapes {

    static Schema newOrganization() {
        return named().schema();
    }

    static Schema organization() {
        return ObjectShape.empty()
                .with("id", Shape.id())
                .with("name", Shape.text())
                .with("created_at", Shape.time())
                .schema();
    }

    static Schema newProject() {
        return named().optional("organization_id", ownUnlessTold()).schema();
    }

    static Schema project() {
        return ObjectShape.empty()
                .with("id", Shape.id())
                .with("organization_id", Shape.id())
                .with("name", Shape.text())
                .with("status", Shape.word("ready", "deleting"))
                .with("created_at", Shape.time())
                .schema();
    }

    static Schema newApiKey() {
        return ObjectShape.empty()
                .optional("organization_id", ownUnlessTold())
                .optional("project_id", Shape.id().description("What it opens; all of the organization, unless told"))
                .optional(
                        "default_project_id",
                        Shape.id().description("Where what is made goes; required where there is no project_id"))
                .optional("right", Shape.word("read", "write"))
                .optional("description", Shape.text(ApiKeyResource.LONGEST_TEXT))
                .optional("expires_at", Shape.time().description("Never, unless told"))
                .schema();
    }

    static ObjectShape apiKey() {
        return ObjectShape.empty()
                .with("id", Shape.id())
                .with("access_key", Shape.text())
                .with("organization_id", Shape.id())
                .maybe("project_id", Shape.id())
                .with("default_project_id", Shape.id())
                .with("right", Shape.word("read", "write"))
                .with("description", Shape.text())
                .maybe("expires_at", Shape.time())
                .with("created_at", Shape.time())
                .with("updated_at", Shape.time());
    }

    static Schema apiKeyWithSecret() {
        return apiKey().with("secret_key", Shape.id().description("Shown this once"))
                .schema();
    }

    static Schema revoked() {
        return ObjectShape.empty()
                .with("id", Shape.id())
                .with("status", Shape.word("revoked"))
                .schema();
    }

    static Schema quotas() {
        Schema quota = ObjectShape.empty()
                .with("resource", Shape.word("namespaces", "containers", "projects"))
                .with("per", Shape.word("project", "organization"))
                .with("used", Shape.count())
                .with("limit", Shape.orNull(Shape.count()).description("Null where there is none"))
                .schema();
        return ObjectShape.empty()
                .with("project_id", Shape.id())
                .with("organization_id", Shape.id())
                .with("quotas", Shape.list(quota))
                .schema();
    }

    private static ObjectShape named() {
        return ObjectShape.empty()
                .with("name", Shape.text(Names.LONGEST).minLength(1).pattern("\\S"));
    }

    private static Schema ownUnlessTold() {
        return Shape.id().description("That of the key, unless told");
    }

    private TenancyShapes() {}
}
