package dev.berth.api.process;

import dev.berth.api.store.Names;
import dev.berth.api.store.Names.Held;
import dev.berth.events.StreamId;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Function;

/** Does something for everyone who holds a name in a scope, a few at a time. */
@ApplicationScoped
class Everyone {

    private static final int PAGE = 500;
    private static final int AT_ONCE = 8;

    private final Names names;

    Everyone(Names names) {
        this.names = names;
    }

    /** Goes through all; the first failure ends it. */
    Uni<Void> in(String scope, Function<StreamId, Uni<?>> action) {
        return from(scope, "", action);
    }

    private Uni<Void> from(String scope, String after, Function<StreamId, Uni<?>> action) {
        return names.held(scope, after, PAGE)
                .flatMap(page -> all(page, action)
                        .flatMap(_ -> page.size() < PAGE
                                ? Uni.createFrom().voidItem()
                                : from(scope, page.getLast().name(), action)));
    }

    private static Uni<Void> all(List<Held> page, Function<StreamId, Uni<?>> action) {
        return Multi.createFrom()
                .iterable(page)
                .onItem()
                .transformToUni(held -> action.apply(held.holder()).replaceWithVoid())
                .merge(AT_ONCE)
                .onItem()
                .ignoreAsUni();
    }

    /** Whether nobody is left. */
    Uni<Boolean> gone(String scope) {
        return names.held(scope, "", 1).map(List::isEmpty);
    }
}
