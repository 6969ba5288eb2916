package dev.berth.acceptance.installed;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The chart, as Helm sees it. */
record Chart(Path helm) {

    static final Path FOLDER = Command.ROOT.resolve("deploy/chart/berth");
    static final Path CASES = Command.ROOT.resolve("acceptance/src/test/resources/chart");

    /** Not that of the machine's cluster: what is made must be the same everywhere. */
    static final String KUBERNETES = "--kube-version=1.34.0";

    static Chart ready(String test) throws IOException, InterruptedException {
        return new Chart(Tool.HELM.path(test));
    }

    static Path values(String name) {
        return CASES.resolve(name + ".values.yaml");
    }

    /** The objects that these values make. */
    Command.Outcome template(String... values) throws IOException, InterruptedException {
        return helm(List.of("template", "berth", FOLDER.toString(), "--namespace=berth", KUBERNETES), values);
    }

    Command.Outcome lint(String... values) throws IOException, InterruptedException {
        return helm(List.of("lint", FOLDER.toString(), "--strict", KUBERNETES), values);
    }

    private Command.Outcome helm(List<String> what, String... values) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(helm.toString()));
        command.addAll(what);
        command.addAll(List.of(values));
        return Command.in(FOLDER).outcome(command.toArray(String[]::new));
    }
}
