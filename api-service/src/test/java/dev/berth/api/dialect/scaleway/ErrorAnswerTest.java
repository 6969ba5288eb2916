package dev.berth.api.dialect.scaleway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.refusal.Refusal;
import dev.berth.api.refusal.Refusal.Busy;
import dev.berth.api.refusal.Refusal.DomainUnproven;
import dev.berth.api.refusal.Refusal.Forbidden;
import dev.berth.api.refusal.Refusal.Invalid;
import dev.berth.api.refusal.Refusal.NameTaken;
import dev.berth.api.refusal.Refusal.NotFound;
import dev.berth.api.refusal.Refusal.Problem;
import dev.berth.api.refusal.Refusal.QuotaExceeded;
import dev.berth.api.refusal.Refusal.Reason;
import dev.berth.api.refusal.Refusal.Transient;
import dev.berth.api.refusal.Refusal.Unauthenticated;
import dev.berth.api.refusal.Refusal.Verb;
import dev.berth.api.refusal.Refusal.Violation;
import dev.berth.events.Kind;
import dev.berth.events.NamespaceId;
import dev.berth.events.ProjectId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Clients take an error apart by its type, and each type has members that must be there and of the right kind. */
class ErrorAnswerTest {

    private static final String ID = "3b0c0f0e-1111-4222-8333-444455556666";

    @Test
    void each_refusal_has_its_status_and_body() {
        assertAnswer(new NotFound(Kind.CONTAINER, ID), 404, """
                {"type":"not_found","message":"resource is not found","resource":"container","resource_id":"%s"}""".formatted(ID));
        assertAnswer(new NameTaken(Kind.NAMESPACE, "web", Optional.of(NamespaceId.of(ID))), 409, """
                {"type":"already_exists","message":"resource already exists","resource":"namespace","resource_id":"%s",\
                "help_message":"there is a namespace called web; choose another name, or use that one"}""".formatted(ID));
        assertAnswer(
                new Invalid(List.of(
                        new Violation("name", Problem.CONSTRAINT, "must be 2 to 34 characters"),
                        new Violation("image", Problem.REQUIRED, "is required"))),
                400,
                """
                {"type":"invalid_arguments","message":"invalid argument(s)","details":[\
                {"argument_name":"name","reason":"constraint","help_message":"must be 2 to 34 characters"},\
                {"argument_name":"image","reason":"required","help_message":"is required"}]}""");
        assertAnswer(new Forbidden(Verb.WRITE, Kind.CONTAINER), 403, """
                {"type":"permissions_denied","message":"insufficient permissions",\
                "details":[{"resource":"containers","action":"write"}]}""");
        assertAnswer(new Unauthenticated(Reason.NOT_FOUND), 401, """
                {"type":"denied_authentication","message":"authentication is denied","method":"api_key","reason":"not_found"}""");
        assertAnswer(new Transient(Kind.CONTAINER, ID, "deleting"), 409, """
                {"type":"transient_state","message":"resource is in a transient state","resource":"container",\
                "resource_id":"%s","current_state":"deleting"}""".formatted(ID));
        assertAnswer(new QuotaExceeded(Kind.NAMESPACE, ProjectId.of(ID), 100, 100), 403, """
                {"type":"quotas_exceeded","message":"quota(s) exceeded for this resource",\
                "details":[{"resource":"containers_namespaces","quota":100,"current":100,"project_id":"%s"}]}""".formatted(ID));
        assertAnswer(new DomainUnproven("a.example", "it leads elsewhere"), 400, """
                {"message":"could not validate domain: it leads elsewhere"}""");
    }

    @Test
    void who_is_to_come_again_is_told_when() {
        ErrorAnswer busy = ErrorAnswer.of(new Busy(Duration.ofMillis(1200)));
        assertThat(busy.status()).isEqualTo(503);
        assertThat(busy.body().get("message").asText()).endsWith("try again in 2 s");
        assertThat(busy.answer().response().getHeaderString("Retry-After")).isEqualTo("2");
    }

    private static void assertAnswer(Refusal refusal, int status, String body) {
        ErrorAnswer answer = ErrorAnswer.of(refusal);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body()).hasToString(body);
    }
}
