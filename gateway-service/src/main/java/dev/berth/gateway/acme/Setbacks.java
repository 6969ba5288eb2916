package dev.berth.gateway.acme;

import dev.berth.events.EventJson;
import dev.berth.gateway.tls.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Setbacks by host, as files: an authority counts failures, so neither another gateway nor a restart may begin at once again.
 */
final class Setbacks {

    private static final Logger LOG = Logger.getLogger(Setbacks.class);

    private final Path folder;
    private final Map<String, Setback> unwritten = new ConcurrentHashMap<>();

    Setbacks(Path folder) {
        this.folder = folder;
    }

    /** The last setback of a host, which another gateway may have had. */
    Setback of(String host) {
        Setback ours = unwritten.get(host);
        return ours == null ? read(host) : ours;
    }

    private Setback read(String host) {
        try {
            return EventJson.MAPPER.readValue(Files.readAllBytes(folder.resolve(host)), Setback.class);
        } catch (NoSuchFileException _) {
            return Setback.NONE;
        } catch (IOException e) {
            LOG.warnf("cannot read how orders for %s fared (%s)", host, e);
            return Setback.NONE;
        }
    }

    /** Holds for this gateway even where the folder cannot be written. */
    void put(String host, Setback setback) {
        try {
            WholeFile.write(folder.resolve(host), EventJson.MAPPER.writeValueAsString(setback), WholeFile.OWNER_ONLY);
            unwritten.remove(host);
        } catch (IOException e) {
            LOG.errorf(e, "cannot keep how orders for %s fared, so other gateways do not know", host);
            unwritten.put(host, setback);
        }
    }

    void forget(String host) throws IOException {
        unwritten.remove(host);
        Files.deleteIfExists(folder.resolve(host));
    }

    /** Removes those that are over and that nobody has retried since: their hosts lead nowhere any more. */
    void removeOverSince(Instant time) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String host = file.getFileName().toString();
                if (Orderable.test(host) && of(host).next().isBefore(time)) {
                    forget(host);
                }
            }
        }
    }
}
