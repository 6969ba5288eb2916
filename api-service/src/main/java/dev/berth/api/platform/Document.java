package dev.berth.api.platform;

import static dev.berth.api.openapi.Described.answer;
import static dev.berth.api.openapi.Described.inQuery;

import dev.berth.api.openapi.ApiDocument;
import dev.berth.api.openapi.Described;
import dev.berth.api.openapi.ObjectShape;
import dev.berth.api.openapi.Shape;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.parameters.RequestBody;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** What the document of Berth's own API says beside the annotations of its resources. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD, documentNames = OpenApiFilter.DEFAULT_DOCUMENT_NAME)
public final class Document implements OASFilter {

    private static final int OK = 200;
    private static final int CREATED = 201;

    private final ApiDocument document = new ApiDocument(
                    "Berth", "v1", "What Berth has beside the APIs of others.", "/berth/v1")
            .caller("key", Gate.TOKEN, "The secret of an API key, which is a UUID")
            .caller("operator", Gate.INTERNAL, "The secret that the parts of this Berth share")
            .inPath("id", "What the resource was created with", Shape.id());
    private final Map<Integer, APIResponse> common = ProblemShapes.common(document);

    @Override
    public void filterOpenAPI(OpenAPI found) {
        tenancy();
        containers();
        ViewsShapes.describe(document, common);
        document.complete(found);
    }

    private void tenancy() {
        Schema organization = document.schema("Organization", TenancyShapes.organization());
        Schema project = document.schema("Project", TenancyShapes.project());
        Schema key = document.schema("ApiKey", TenancyShapes.apiKey().schema());
        Schema secret = document.schema("ApiKeyWithSecret", TenancyShapes.apiKeyWithSecret());
        takes("POST", "/organizations", "createOrganization", TenancyShapes.newOrganization(), CREATED, organization);
        List<Parameter> ofOrganization =
                List.of(inQuery("organization_id", "Only those of this organization", Shape.id()));
        lists("/organizations", "listOrganizations", List.of(), organization);
        gives("GET", "/organizations/{id}", "getOrganization", organization);
        takes("POST", "/projects", "createProject", TenancyShapes.newProject(), CREATED, project);
        lists("/projects", "listProjects", ofOrganization, project);
        gives("GET", "/projects/{id}", "getProject", project);
        gives("DELETE", "/projects/{id}", "deleteProject", project);
        takes("POST", "/api-keys", "createApiKey", TenancyShapes.newApiKey(), CREATED, secret);
        lists("/api-keys", "listApiKeys", List.of(), key);
        gives("GET", "/api-keys/{id}", "getApiKey", key);
        gives("POST", "/api-keys/{id}/rotate", "rotateApiKey", secret);
        lists("/quotas", "listQuotas", ofOrganization, document.schema("Quotas", TenancyShapes.quotas()));
        gives("DELETE", "/api-keys/{id}", "revokeApiKey", TenancyShapes.revoked());
    }

    private void containers() {
        Schema revision = ObjectShape.empty()
                .with("revision", Shape.number(1, Integer.MAX_VALUE))
                .schema();
        Schema deployed = ObjectShape.empty()
                .with("id", Shape.id())
                .with("revision", Shape.count())
                .maybe("deployment", Shape.count())
                .schema();
        Schema entry = ObjectShape.empty()
                .with("id", Shape.text())
                .with("time", Shape.time())
                .with("instance", Shape.text())
                .with("stream", Shape.word("stdout", "stderr"))
                .with("message", Shape.text())
                .schema();
        takes("POST", "/containers/{id}/rollback", "rollBackContainer", revision, OK, deployed);
        lists("/containers/{id}/logs", "listContainerLogs", List.of(), document.schema("LogEntry", entry));
    }

    private void takes(String method, String path, String id, Schema body, int status, Schema shown) {
        document.operation(method, path, described(id, List.of(), Optional.of(Described.needs(body)), status, shown));
    }

    private void gives(String method, String path, String id, Schema shown) {
        document.operation(method, path, described(id, List.of(), Optional.empty(), OK, shown));
    }

    private void lists(String path, String id, List<Parameter> filters, Schema item) {
        List<Parameter> query = Stream.concat(
                        Stream.of(
                                inQuery("page", "Which page, from 1 on; 1 unless told", Shape.number()),
                                inQuery(
                                        "page_size",
                                        "How many on a page; brought within 1 to 1000, and 20 unless told",
                                        Shape.number())),
                        filters.stream())
                .toList();
        Schema page = ObjectShape.empty()
                .with("items", Shape.list(item))
                .with("total_count", Shape.count().description("How many there are on all pages together"))
                .schema();
        document.operation("GET", path, described(id, query, Optional.empty(), OK, page));
    }

    private Described described(
            String id, List<Parameter> query, Optional<RequestBody> body, int status, Schema shown) {
        Map<Integer, APIResponse> answers = new TreeMap<>(common);
        answers.put(status, answer("Done", shown));
        return new Described(id, query, body, answers);
    }
}
