package dev.berth.api.platform;

import dev.berth.api.dialect.Answer;
import dev.berth.api.dialect.BadHead;
import dev.berth.api.dialect.Dialect;
import dev.berth.api.dialect.Failures;
import jakarta.enterprise.context.ApplicationScoped;

/** What Berth's own API says when no resource of it has answered. */
@ApplicationScoped
class PlatformDialect implements Dialect {

    @Override
    public boolean answersFor(String path) {
        return path.startsWith("/berth/v1/") || path.equals("/berth/v1");
    }

    @Override
    public Answer noSuchPath(String path) {
        return ProblemAnswer.of(404, "there is nothing at " + path);
    }

    @Override
    public Answer methodNotAllowed(String method) {
        return ProblemAnswer.of(405, "method " + method + " is not allowed here");
    }

    @Override
    public Answer badHead(BadHead bad) {
        return ProblemAnswer.of(bad.status(), "the " + bad.part() + " " + bad.help());
    }

    @Override
    public Answer bodyTooLarge(long most) {
        return ProblemAnswer.of(413, "the body must be at most " + most + " bytes");
    }

    @Override
    public Answer failed(Throwable failure, String requestId) {
        return switch (Failures.of(failure, requestId)) {
            case Failures.Refusing(var refusal) -> ProblemAnswer.of(refusal);
            case Failures.Unreachable(var part, var retryAfter) ->
                ProblemAnswer.later("Berth cannot reach " + part, retryAfter);
            case Failures.Broken _ ->
                ProblemAnswer.of(500, "something went wrong; Berth's log has it as request " + requestId);
        };
    }
}
