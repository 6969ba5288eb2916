package dev.berth.acceptance;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

/** A group of things that can be set: each test makes containers, which end with it. */
abstract class Settings {

    static final Duration SOON = Duration.ofSeconds(60);
    static final long MEGABYTE = 1_000_000;

    /** Variables of a program that starts slowly, so that there is time to see why the instance before it ended. */
    static final Map<String, String> SLOW_START = Map.of("START_DELAY_MS", "2000");

    final Api api;
    final BerthUp berth;
    private final String namespace;
    private final List<Deployed> made = new ArrayList<>();

    Settings(Api api, String namespace) {
        this.api = api;
        this.berth = api.berth();
        this.namespace = namespace;
    }

    @AfterEach
    void delete() throws Exception {
        for (Deployed container : made) {
            container.delete();
        }
    }

    /** A container that is ready. */
    Deployed create(String name, Map<String, ?> settings) throws IOException, InterruptedException {
        return create(namespace, name, settings);
    }

    /** A container of another namespace that is ready. */
    Deployed create(String inNamespace, String name, Map<String, ?> settings) throws IOException, InterruptedException {
        return begin(inNamespace, name, settings).awaitReady();
    }

    /** A container of which nothing is known yet. */
    Deployed begin(String name, Map<String, ?> settings) throws IOException, InterruptedException {
        return begin(namespace, name, settings);
    }

    private Deployed begin(String inNamespace, String name, Map<String, ?> settings)
            throws IOException, InterruptedException {
        Deployed container = Deployed.create(api, inNamespace, name, settings);
        made.add(container);
        return container;
    }

    static Map<String, Object> variables(Map<String, String> variables) {
        return Map.of("environment_variables", variables);
    }
}
