package dev.berth.api.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.berth.api.access.Authorizer.Action;
import dev.berth.api.access.Authorizer.Verdict;
import dev.berth.api.access.Principal.KeyHolder;
import dev.berth.api.access.Principal.Platform;
import dev.berth.api.access.Scope.OfOrganization;
import dev.berth.api.access.Scope.OfPlatform;
import dev.berth.api.access.Scope.OfProject;
import dev.berth.api.refusal.Refusal;
import dev.berth.api.refusal.Refusal.Forbidden;
import dev.berth.api.refusal.Refusal.Verb;
import dev.berth.api.refusal.Refused;
import dev.berth.events.ApiKeyEvent.Right;
import dev.berth.events.ApiKeyId;
import dev.berth.events.ContainerId;
import dev.berth.events.Kind;
import dev.berth.events.OrganizationId;
import dev.berth.events.ProjectId;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class AuthorizerTest {

    private static final OrganizationId ACME = new OrganizationId(new UUID(1, 1));
    private static final OrganizationId OTHER = new OrganizationId(new UUID(1, 2));
    private static final ProjectId PROJECT = new ProjectId(new UUID(2, 1));
    private static final ProjectId SIBLING = new ProjectId(new UUID(2, 2));
    private static final ContainerId CONTAINER = new ContainerId(new UUID(3, 1));
    private static final Principal PLATFORM = new Platform("test");

    private static KeyHolder key(String role) {
        Optional<ProjectId> project = role.startsWith("project") ? Optional.of(PROJECT) : Optional.empty();
        Right right = role.endsWith("reader") ? Right.READ : Right.WRITE;
        return new KeyHolder(new ApiKeyId(new UUID(4, 1)), ACME, project, PROJECT, right, 1);
    }

    private static Scope scope(String name) {
        return switch (name) {
            case "platform" -> new OfPlatform();
            case "organization" -> new OfOrganization(ACME);
            case "foreign organization" -> new OfOrganization(OTHER);
            case "project" -> new OfProject(ACME, PROJECT);
            case "sibling project" -> new OfProject(ACME, SIBLING);
            case "foreign project" -> new OfProject(OTHER, PROJECT);
            default -> throw new IllegalArgumentException(name);
        };
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # role              scope                 read        write
            organization writer, organization,         ALLOWED,    ALLOWED
            organization writer, project,              ALLOWED,    ALLOWED
            organization writer, sibling project,      ALLOWED,    ALLOWED
            organization writer, foreign organization, FOREIGN,    FOREIGN
            organization writer, foreign project,      FOREIGN,    FOREIGN
            organization writer, platform,             FORBIDDEN,  FORBIDDEN
            organization reader, project,              ALLOWED,    FORBIDDEN
            organization reader, foreign project,      FOREIGN,    FORBIDDEN
            project writer,      project,              ALLOWED,    ALLOWED
            project writer,      sibling project,      FOREIGN,    FOREIGN
            project writer,      foreign project,      FOREIGN,    FOREIGN
            project writer,      platform,             FORBIDDEN,  FORBIDDEN
            project reader,      project,              ALLOWED,    FORBIDDEN
            project reader,      sibling project,      FOREIGN,    FORBIDDEN
            """)
    void what_belongs_to_a_project(String role, String scope, Verdict read, Verdict write) {
        for (Kind kind : new Kind[] {Kind.NAMESPACE, Kind.CONTAINER, Kind.DOMAIN, Kind.TOKEN, Kind.TRIGGER}) {
            assertThat(Authorizer.verdict(key(role), Action.read(kind), scope(scope)))
                    .isEqualTo(read);
            assertThat(Authorizer.verdict(key(role), Action.write(kind), scope(scope)))
                    .isEqualTo(write);
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # role               kind          scope            read       write
            organization writer, PROJECT,      organization,    ALLOWED,   ALLOWED
            organization writer, API_KEY,      organization,    ALLOWED,   ALLOWED
            organization reader, API_KEY,      organization,    ALLOWED,   FORBIDDEN
            organization writer, ORGANIZATION, platform,        FORBIDDEN, FORBIDDEN
            project writer,      ORGANIZATION, organization,    ALLOWED,   FORBIDDEN
            project writer,      PROJECT,      organization,    FORBIDDEN, FORBIDDEN
            project writer,      PROJECT,      project,         ALLOWED,   FORBIDDEN
            project writer,      PROJECT,      sibling project, FOREIGN,   FOREIGN
            project writer,      API_KEY,      organization,    FORBIDDEN, FORBIDDEN
            project writer,      API_KEY,      project,         FORBIDDEN, FORBIDDEN
            """)
    void what_belongs_to_an_organization(String role, Kind kind, String scope, Verdict read, Verdict write) {
        assertThat(Authorizer.verdict(key(role), Action.read(kind), scope(scope)))
                .isEqualTo(read);
        assertThat(Authorizer.verdict(key(role), Action.write(kind), scope(scope)))
                .isEqualTo(write);
    }

    static Stream<Kind> kinds() {
        return Arrays.stream(Kind.values());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void berth_itself_may_do_everything(Kind kind) {
        assertThat(Authorizer.verdict(PLATFORM, Action.write(kind), scope("foreign project")))
                .isEqualTo(Verdict.ALLOWED);
        assertThat(Authorizer.verdict(PLATFORM, Action.write(kind), scope("platform")))
                .isEqualTo(Verdict.ALLOWED);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void a_reader_writes_nothing(Kind kind) {
        for (String scope : new String[] {"organization", "project", "sibling project", "foreign project"}) {
            assertThat(Authorizer.verdict(key("organization reader"), Action.write(kind), scope(scope)))
                    .isEqualTo(Verdict.FORBIDDEN);
        }
    }

    private static Refusal refusal(Principal principal, Action action, Target target) {
        return assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> Authorizer.require(principal, action, target))
                .actual()
                .refusal();
    }

    @Test
    void somebody_elses_resource_looks_like_none() {
        Target foreign = new Target.Resource(CONTAINER, Optional.of(scope("foreign project")));
        Target none = new Target.Resource(CONTAINER, Optional.empty());
        Action write = Action.write(Kind.CONTAINER);
        assertThat(refusal(key("organization writer"), write, foreign)).isEqualTo(Refusal.notFound(CONTAINER));
        assertThat(refusal(key("organization writer"), write, none)).isEqualTo(Refusal.notFound(CONTAINER));
        assertThat(refusal(PLATFORM, write, none)).isEqualTo(Refusal.notFound(CONTAINER));
    }

    @Test
    void naming_somebody_elses_project_is_forbidden_whether_it_exists_or_not() {
        Target foreign = new Target.Place(SIBLING, Optional.of(scope("foreign project")));
        Target none = new Target.Place(SIBLING, Optional.empty());
        Forbidden forbidden = new Forbidden(Verb.WRITE, Kind.NAMESPACE);
        assertThat(refusal(key("organization writer"), Action.write(Kind.NAMESPACE), foreign))
                .isEqualTo(forbidden);
        assertThat(refusal(key("organization writer"), Action.write(Kind.NAMESPACE), none))
                .isEqualTo(forbidden);
    }

    @Test
    void a_reader_learns_nothing_by_writing() {
        Target none = new Target.Resource(CONTAINER, Optional.empty());
        assertThat(refusal(key("organization reader"), Action.write(Kind.CONTAINER), none))
                .isEqualTo(new Forbidden(Verb.WRITE, Kind.CONTAINER));
    }

    @Test
    void ones_own_is_let_through() {
        Target own = new Target.Resource(CONTAINER, Optional.of(scope("project")));
        assertThatNoException()
                .isThrownBy(() -> Authorizer.require(key("project writer"), Action.write(Kind.CONTAINER), own));
    }

    @Test
    void a_list_shows_what_the_key_opens() {
        assertThat(Authorizer.visible(key("project reader"))).isEqualTo(scope("project"));
        assertThat(Authorizer.visible(key("organization reader"))).isEqualTo(scope("organization"));
        assertThat(Authorizer.visible(PLATFORM)).isEqualTo(scope("platform"));
    }
}
