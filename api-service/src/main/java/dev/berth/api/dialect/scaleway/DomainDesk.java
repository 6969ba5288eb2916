package dev.berth.api.dialect.scaleway;

import static dev.berth.api.refusal.Refusal.Problem.CONSTRAINT;

import dev.berth.api.NewId;
import dev.berth.api.access.Authorizer;
import dev.berth.api.command.Outcome;
import dev.berth.api.command.Request;
import dev.berth.api.dialect.Fields;
import dev.berth.api.dialect.PublicAddress;
import dev.berth.api.domain.Domain;
import dev.berth.api.domain.Domains;
import dev.berth.api.domain.Hostname;
import dev.berth.api.domain.NewDomain;
import dev.berth.api.openapi.ObjectShape;
import dev.berth.api.openapi.Shape;
import dev.berth.api.refusal.Refusal;
import dev.berth.api.refusal.Refused;
import dev.berth.api.tenancy.Projects;
import dev.berth.api.views.DomainView;
import dev.berth.api.views.Page;
import dev.berth.api.views.Queries;
import dev.berth.events.ContainerId;
import dev.berth.events.DomainId;
import dev.berth.events.Kind;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** What both versions of Scaleway's API ask of domains; only their answers differ. */
@ApplicationScoped
public class DomainDesk {

    private final Domains domains;
    private final Projects projects;
    private final Queries queries;
    private final PublicAddress address;

    DomainDesk(Domains domains, Projects projects, Queries queries, PublicAddress address) {
        this.domains = domains;
        this.projects = projects;
        this.queries = queries;
        this.address = address;
    }

    /** Attaches the domain that a request's body tells of. */
    public Uni<Outcome<Domain.Existing>> attach(Request request, Fields fields) {
        return domains.attach(request, wanted(fields, address.baseDomain()));
    }

    /** The domain that a request asks for. Throws {@link Refused} with all that is wrong. */
    static NewDomain wanted(Fields fields, String baseDomain) {
        Optional<ContainerId> container = fields.required("container_id").isEmpty()
                ? Optional.empty()
                : Words.id(fields, "container_id").map(ContainerId::new);
        String hostname = fields.required("hostname").toLowerCase(Locale.ROOT);
        if (!hostname.isEmpty()) {
            Hostname.fault(hostname, baseDomain).ifPresent(fault -> fields.refuse("hostname", CONSTRAINT, fault));
        }
        List<String> tags = fields.texts("tags").orElse(List.of());
        fields.check();
        return new NewDomain(new DomainId(NewId.next()), container.orElseThrow(), hostname, tags);
    }

    /** What both versions read of a new domain, as documents say it. */
    public static ObjectShape newDomain() {
        return ObjectShape.empty()
                .with("container_id", Shape.id())
                .with(
                        "hostname",
                        Shape.text(Hostname.LONGEST)
                                .minLength(Hostname.SHORTEST)
                                .addExample("shop.example.com"));
    }

    /** Gives a domain the tags that a request's body has, if any. */
    public Uni<Outcome<Domain.Existing>> tag(Request request, UUID id, Fields fields) {
        Optional<List<String>> tags = fields.texts("tags");
        fields.check();
        return domains.tag(request, new DomainId(id), tags);
    }

    public Uni<Outcome<Domain.Existing>> detach(Request request, UUID id) {
        return domains.detach(request, new DomainId(id));
    }

    public Uni<Page<DomainView>> page(Request request, Listing listing) {
        return projects.listScope(
                        request.principal(),
                        Kind.DOMAIN,
                        listing.filter().organization(),
                        listing.filter().project())
                .chain(scope -> queries.domains(
                        scope,
                        listing.filter(),
                        listing.order(),
                        listing.paging().page(),
                        listing.paging().size()));
    }

    /** One domain; refused as not found when there is none that the caller may know of. */
    public Uni<DomainView> one(Request request, UUID uuid) {
        DomainId id = new DomainId(uuid);
        return queries.domain(Authorizer.visible(request.principal()), id)
                .map(found -> found.orElseThrow(() -> new Refused(Refusal.notFound(id))));
    }
}
