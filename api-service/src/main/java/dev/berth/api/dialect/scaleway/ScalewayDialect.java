package dev.berth.api.dialect.scaleway;

import dev.berth.api.dialect.Answer;
import dev.berth.api.dialect.BadHead;
import dev.berth.api.dialect.Dialect;
import dev.berth.api.dialect.Failures;
import dev.berth.api.refusal.Refusal.Problem;
import jakarta.enterprise.context.ApplicationScoped;

/** What Scaleway's APIs say when no resource of theirs has answered. */
@ApplicationScoped
class ScalewayDialect implements Dialect {

    @Override
    public boolean answersFor(String path) {
        return path.startsWith("/containers/") || path.startsWith("/registry/") || path.equals("/metadata");
    }

    @Override
    public Answer noSuchPath(String path) {
        return ErrorAnswer.notFound("path", path).answer();
    }

    @Override
    public Answer methodNotAllowed(String method) {
        return ErrorAnswer.methodNotAllowed(method).answer();
    }

    @Override
    public Answer badHead(BadHead bad) {
        return ErrorAnswer.invalid(bad.status(), bad.part(), bad.problem(), bad.help())
                .answer();
    }

    @Override
    public Answer bodyTooLarge(long most) {
        return ErrorAnswer.invalid(413, "body", Problem.CONSTRAINT, "must be at most " + most + " bytes")
                .answer();
    }

    @Override
    public Answer failed(Throwable failure, String requestId) {
        return switch (Failures.of(failure, requestId)) {
            case Failures.Refusing(var refusal) -> ErrorAnswer.of(refusal).answer();
            case Failures.Unreachable(var part, var retryAfter) ->
                ErrorAnswer.unavailable("Berth cannot reach " + part, retryAfter)
                        .answer();
            case Failures.Broken _ -> ErrorAnswer.failure(requestId).answer();
        };
    }
}
