package dev.berth.acceptance;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.berth.acceptance.ForeignClient.Outcome;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clients that others have made do what they do elsewhere when their address is that of a Berth. All of them are at work
 * at the same time, as most of it is waiting.
 */
class ForeignClientsIT {

    @TempDir
    static Path folder;

    private static final ExecutorService AT_ONCE = Executors.newVirtualThreadPerTaskExecutor();
    private static final Map<ForeignClient, Future<Outcome>> OUTCOMES = new HashMap<>();

    private static BerthUp berth;

    @BeforeAll
    static void start() throws Exception {
        Map<ForeignClient, Future<Outcome>> installed = new LinkedHashMap<>();
        for (ForeignClient client :
                List.of(ForeignClient.SERVERLESS, ForeignClient.JAVASCRIPT, ForeignClient.PYTHON, ForeignClient.GO)) {
            installed.put(client, AT_ONCE.submit(client::installed));
        }
        berth = BerthUp.start(folder);
        berth.awaitUp();
        Map<String, String> environment = berth.credentials();
        installed.forEach((client, outcome) -> OUTCOMES.put(client, AT_ONCE.submit(() -> switch (outcome.get()) {
            case Outcome.Done() -> client.tried(environment);
            case Outcome other -> other;
        })));
    }

    @AfterAll
    static void stop() throws Exception {
        AT_ONCE.shutdownNow();
        berth.close();
    }

    @Test
    void scaleways_sdk_for_javascript() throws Exception {
        assertServed(ForeignClient.JAVASCRIPT);
    }

    @Test
    void scaleways_sdk_for_python() throws Exception {
        assertServed(ForeignClient.PYTHON);
    }

    @Test
    void scaleways_sdk_for_go() throws Exception {
        assertServed(ForeignClient.GO);
    }

    @Test
    void scaleways_plugin_of_the_serverless_framework() throws Exception {
        assertServed(ForeignClient.SERVERLESS);
    }

    private static void assertServed(ForeignClient client) throws Exception {
        switch (requireNonNull(OUTCOMES.get(client)).get()) {
            case Outcome.Done() -> {}
            case Outcome.Lacking(String reason) -> abort("the client for " + client.folder() + ": " + reason);
            case Outcome.Failed(String said) -> fail(said);
        }
    }
}
