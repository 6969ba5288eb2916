package dev.berth.api;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.MutinyHelper;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

/** Brings what went to other threads back to where it came from. */
public final class SameContext {

    /** The same, answered on the Vert.x context of the caller, if there is one. */
    public static <T> Uni<T> of(Uni<T> work) {
        Context context = Vertx.currentContext();
        return context == null ? work : work.emitOn(MutinyHelper.executor(context));
    }

    private SameContext() {}
}
