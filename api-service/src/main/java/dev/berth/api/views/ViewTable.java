package dev.berth.api.views;

import dev.berth.events.Kind;
import java.util.List;

/**
 * Where the views of one kind stand.
 *
 * @param name of the table, in the schema of the live views or of those being rebuilt
 * @param type what a listed row holds
 * @param draft what one that is not listed holds, if it holds anything
 * @param countedBy the columns whose values share one counter of views
 */
record ViewTable(
        Kind kind, String name, Class<? extends View> type, Class<? extends Projected> draft, List<String> countedBy) {

    static final String ORGANIZATION = "organization_id";
    static final String PROJECT = "project_id";
    static final String NAMESPACE = "namespace_id";
    static final String CONTAINER = "container_id";
    static final String VARIANT = "variant";

    private static final ViewTable ORGANIZATIONS =
            new ViewTable(Kind.ORGANIZATION, "organization", OrganizationView.class, OrganizationView.class, List.of());
    private static final ViewTable PROJECTS =
            new ViewTable(Kind.PROJECT, "project", ProjectView.class, ProjectView.class, List.of(ORGANIZATION));
    private static final ViewTable API_KEYS =
            new ViewTable(Kind.API_KEY, "api_key", ApiKeyView.class, ApiKeyView.class, List.of(ORGANIZATION, PROJECT));
    private static final ViewTable NAMESPACES = new ViewTable(
            Kind.NAMESPACE, "namespace", NamespaceView.class, NamespaceDraft.class, List.of(ORGANIZATION, PROJECT));
    private static final ViewTable CONTAINERS = new ViewTable(
            Kind.CONTAINER,
            "container",
            ContainerView.class,
            ContainerDraft.class,
            List.of(ORGANIZATION, PROJECT, NAMESPACE));
    private static final ViewTable DOMAINS = new ViewTable(
            Kind.DOMAIN, "domain", DomainView.class, DomainView.class, List.of(ORGANIZATION, PROJECT, NAMESPACE));
    private static final ViewTable TOKENS = new ViewTable(
            Kind.TOKEN, "token", TokenView.class, TokenView.class, List.of(ORGANIZATION, PROJECT, NAMESPACE));
    private static final ViewTable TRIGGERS = new ViewTable(
            Kind.TRIGGER, "trigger", TriggerView.class, TriggerDraft.class, List.of(ORGANIZATION, PROJECT, NAMESPACE));

    static ViewTable of(Kind kind) {
        return switch (kind) {
            case ORGANIZATION -> ORGANIZATIONS;
            case PROJECT -> PROJECTS;
            case API_KEY -> API_KEYS;
            case NAMESPACE -> NAMESPACES;
            case CONTAINER -> CONTAINERS;
            case DOMAIN -> DOMAINS;
            case TOKEN -> TOKENS;
            case TRIGGER -> TRIGGERS;
        };
    }

    static List<ViewTable> all() {
        return List.of(ORGANIZATIONS, PROJECTS, API_KEYS, NAMESPACES, CONTAINERS, DOMAINS, TOKENS, TRIGGERS);
    }
}
