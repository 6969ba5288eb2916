package dev.berth.api.dialect;

import io.quarkus.arc.All;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.function.Function;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Answers for paths and methods that no resource has, in the words of the dialect that the path belongs to. */
@ApplicationScoped
class Unmatched {

    private final List<Dialect> dialects;

    Unmatched(@All List<Dialect> dialects) {
        this.dialects = dialects;
    }

    @ServerExceptionMapper
    Response noSuchPath(NotFoundException exception, RoutingContext http) {
        return answered(exception, http, dialect -> dialect.noSuchPath(http.normalizedPath()));
    }

    @ServerExceptionMapper
    Response methodNotAllowed(NotAllowedException exception, RoutingContext http) {
        return answered(
                exception,
                http,
                dialect -> dialect.methodNotAllowed(http.request().method().name()));
    }

    private Response answered(
            WebApplicationException exception, RoutingContext http, Function<Dialect, Answer> answer) {
        return dialects.stream()
                .filter(dialect -> dialect.answersFor(http.normalizedPath()))
                .findFirst()
                .map(answer)
                .map(Answer::response)
                .orElseGet(exception::getResponse);
    }
}
