package dev.berth.api.dialect.scaleway;

import dev.berth.api.openapi.ApiDocument;
import dev.berth.api.openapi.Described;
import dev.berth.api.openapi.ObjectShape;
import dev.berth.api.openapi.Shape;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.parameters.RequestBody;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** The document of one version of the containers API: every kind of resource is spoken of alike. */
public final class ContainersDocument {

    private static final List<String> IN_TIME = List.of("created_at_asc", "created_at_desc");

    private final ApiDocument document;
    private final Map<Integer, APIResponse> common;
    private final APIResponse conflict;

    public ContainersDocument(String version, String description) {
        document = new ApiDocument(
                        "Scaleway Serverless Containers " + version + ", as Berth serves it",
                        version,
                        description,
                        "/containers/" + version + "/regions/{region}")
                .caller("key", Door.TOKEN, "The secret of an API key, which is a UUID")
                .inPath(
                        "region",
                        "The one region that this Berth serves, fr-par unless configured otherwise. In the others of"
                                + " Scaleway there is nothing; any other is not found",
                        Shape.text().addExample("fr-par"))
                .inPath("id", "What the resource was created with", Shape.id());
        common = ErrorShapes.common(document);
        conflict = ErrorShapes.conflict(document);
    }

    /**
     * A kind of resource.
     *
     * @param singular what one is called
     * @param orders what its lists can be ordered by besides the time
     * @param filters what its lists can be narrowed down to
     * @param shown what is answered of it
     */
    public record Resource(String singular, List<String> orders, List<Parameter> filters, Schema shown) {

        String plural() {
            return singular + "s";
        }

        String type() {
            return Character.toUpperCase(singular.charAt(0)) + singular.substring(1);
        }

        String path() {
            return "/" + plural();
        }
    }

    /** It can be made, listed, looked at and deleted. */
    public ContainersDocument resource(Resource resource, Schema created) {
        Schema shown = document.schema(resource.type(), resource.shown());
        Schema create = document.schema("Create" + resource.type(), created);
        String path = resource.path();
        write("POST", path, "create" + resource.type(), Optional.of(Described.needs(create)), shown);
        read("GET", path, "list" + resource.type() + "s", query(resource), list(resource.plural(), shown));
        read("GET", path + "/{id}", "get" + resource.type(), List.of(), shown);
        write("DELETE", path + "/{id}", "delete" + resource.type(), Optional.empty(), shown);
        return this;
    }

    /** It can be changed besides. */
    public ContainersDocument resource(Resource resource, Schema created, Schema changed) {
        resource(resource, created);
        Schema update = document.schema("Update" + resource.type(), changed);
        Schema shown = Shape.named(resource.type());
        write(
                "PATCH",
                resource.path() + "/{id}",
                "update" + resource.type(),
                Optional.of(Described.takes(update)),
                shown);
        return this;
    }

    /** Something that can be told to a resource, without any words. */
    public ContainersDocument order(String path, String id, String type) {
        write(
                "POST",
                path,
                id,
                Optional.of(Described.takes(Shape.anything().description("Whatever it is, it is ignored"))),
                Shape.named(type));
        return this;
    }

    /** Something that changes things, though it is asked for like a look. */
    public ContainersDocument asked(String path, String id, List<Parameter> query, String type) {
        document.operation("GET", path, changing(described(id, query, Optional.empty(), Shape.named(type))));
        return this;
    }

    /** A list that is no kind of resource of its own. */
    public ContainersDocument list(String path, String id, List<Parameter> query, String plural, Schema item) {
        read("GET", path, id, query, list(plural, item));
        return this;
    }

    /** A hostname has to be proven to be its client's. */
    public ContainersDocument proving(String path) {
        document.answering("POST", path, 400, ErrorShapes.unproven());
        return this;
    }

    /** Makes the document out of all that was found in the application. */
    public void complete(OpenAPI found) {
        document.complete(found);
    }

    /** The parameters by which a list is read page by page, in an order. */
    public static List<Parameter> paging(Collection<String> orders) {
        return List.of(
                Described.inQuery("page", "Which page, from 1 on; 1 unless told", Shape.number()),
                Described.inQuery(
                        "page_size",
                        "How many on a page; brought within 1 to 1000, and 20 unless told",
                        Shape.number()),
                Described.inQuery("order_by", "What comes first", Shape.word(orders)));
    }

    /** A filter by an id. */
    public static Parameter only(String owner) {
        return Described.inQuery(owner + "_id", "Only those of this " + owner, Shape.id());
    }

    /** A filter by the name as it is. */
    public static Parameter called() {
        return Described.inQuery("name", "Only the one that is called so", Shape.text());
    }

    private static List<Parameter> query(Resource resource) {
        List<String> orders =
                Stream.concat(IN_TIME.stream(), resource.orders().stream()).toList();
        return Stream.concat(paging(orders).stream(), resource.filters().stream())
                .toList();
    }

    private static Schema list(String plural, Schema item) {
        return ObjectShape.empty()
                .with(plural, Shape.list(item))
                .with("total_count", Shape.count().description("How many there are on all pages together"))
                .schema();
    }

    private void read(String method, String path, String id, List<Parameter> query, Schema shown) {
        document.operation(method, path, described(id, query, Optional.empty(), shown));
    }

    private void write(String method, String path, String id, Optional<RequestBody> body, Schema shown) {
        document.operation(method, path, changing(described(id, List.of(), body, shown)));
    }

    private Described changing(Described described) {
        return described.answering(409, conflict);
    }

    private Described described(String id, List<Parameter> query, Optional<RequestBody> body, Schema shown) {
        Map<Integer, APIResponse> answers = new TreeMap<>(common);
        answers.put(200, Described.answer("Done", shown));
        return new Described(id, query, body, answers);
    }
}
