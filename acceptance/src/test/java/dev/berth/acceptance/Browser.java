package dev.berth.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Chromium without a window, with a profile of its own. */
final class Browser {

    /** For scripts, which see that much time pass as soon as they have nothing to do. */
    private static final int PATIENCE_MILLIS = 20_000;

    private final Path profile;

    private Browser(Path profile) {
        this.profile = profile;
    }

    /** Ends the test where the machine has no such browser. */
    static Browser found(Path profile) {
        if (Programs.onPath("chromium").isEmpty()) {
            abort("a browser: this machine has no chromium");
        }
        return new Browser(profile);
    }

    /** The page as it stands once its scripts have run, as HTML. */
    String page(String address) throws IOException, InterruptedException {
        Path log = profile.resolveSibling("browser.log");
        Process process = new ProcessBuilder(List.of(
                        "timeout",
                        "120",
                        "chromium",
                        "--headless",
                        "--no-sandbox", // which root cannot have
                        "--disable-gpu",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--no-first-run",
                        "--user-data-dir=" + profile,
                        "--virtual-time-budget=" + PATIENCE_MILLIS,
                        "--dump-dom",
                        address))
                .redirectError(log.toFile())
                .start();
        String page = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(
                    "chromium ended with %d, and said:\n%s".formatted(process.exitValue(), Files.readString(log)));
        }
        return page;
    }
}
