package dev.berth.reconciler.engine;

import java.time.InstantSource;
import java.util.Optional;

class InMemoryEngineTest extends EngineConformance {

    private final InMemoryEngine engine = new InMemoryEngine(InstantSource.system()).with("app:1");

    @Override
    protected Engine engine() {
        return engine;
    }

    @Override
    protected String image() {
        return "app:1";
    }

    @Override
    protected void keep(Instance instance, long bytes) {
        engine.keep(instance.id(), bytes);
    }

    @Override
    protected void crash(Instance instance) {
        engine.crash(instance.id(), 1);
    }

    @Override
    protected String write(Instance instance) {
        engine.write(instance.id(), "listening");
        return "listening";
    }

    @Override
    protected boolean write(Instance instance, String path, String text) {
        return engine.put(instance.id(), path, text);
    }

    @Override
    protected Optional<String> read(Instance instance, String path) {
        return engine.get(instance.id(), path);
    }
}
