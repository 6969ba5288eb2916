package dev.berth.api.views;

import io.smallrye.mutiny.Uni;
import java.util.List;

/** Several statements sent to one connection at once, without waiting for each other's answers. */
final class Pipeline {

    static Uni<Void> all(List<Uni<Void>> statements) {
        return statements.isEmpty()
                ? Uni.createFrom().voidItem()
                : Uni.join().all(statements).andFailFast().replaceWithVoid();
    }

    private Pipeline() {}
}
