package dev.berth.api.process;

import dev.berth.api.command.CommandShell;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/** Starts and stops the driving of processes. */
@ApplicationScoped
class ProcessesDriver {

    private static final Logger LOG = Logger.getLogger(ProcessesDriver.class);

    private final Processes processes;
    private final CommandShell shell;
    private final ProcessesConfig config;
    private final Vertx vertx;
    private final AtomicBoolean sweeping = new AtomicBoolean();
    private long timer;

    ProcessesDriver(Processes processes, CommandShell shell, ProcessesConfig config, Vertx vertx) {
        this.processes = processes;
        this.shell = shell;
        this.config = config;
        this.vertx = vertx;
    }

    void start(@Observes StartupEvent event) {
        processes.listenTo(shell);
        sweep();
        timer = vertx.setPeriodic(config.sweep().toMillis(), _ -> sweep());
    }

    void stop(@Observes ShutdownEvent event) {
        vertx.cancelTimer(timer);
    }

    private void sweep() {
        if (sweeping.compareAndSet(false, true)) {
            processes
                    .sweep()
                    .onTermination()
                    .invoke(() -> sweeping.set(false))
                    .subscribe()
                    .with(_ -> {}, failure -> LOG.warn("the sweep over unfinished processes broke off", failure));
        }
    }
}
