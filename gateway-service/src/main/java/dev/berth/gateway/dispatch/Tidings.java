package dev.berth.gateway.dispatch;

import java.time.Duration;

/** Where dispatchers tell what happens. Called by event loops, so nothing here may block. */
interface Tidings {

    /** Something changed in the demand for the container. */
    void changed(Dispatcher dispatcher);

    /** The container is wanted at once. */
    void wake(Dispatcher dispatcher);

    /** Runs something later. */
    void later(Runnable task, Duration delay);
}
