package dev.berth.gateway.acme;

import dev.berth.gateway.tls.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * What an authority is to find at the hosts under order, RFC 8555, 8.3. Each answer is a file, so that it is given by whichever
 * gateway the authority happens to reach.
 */
public final class Challenges {

    private static final Logger LOG = Logger.getLogger(Challenges.class);
    /** No other is the name of a file: whoever asks for a token may be anybody. */
    private static final Pattern TOKEN = Pattern.compile("[-_A-Za-z0-9]{1,200}");

    private static final char AFTER_HOST = ' ';

    private final Path folder;

    Challenges(Path folder) {
        this.folder = folder;
    }

    /** From now on that is answered for a token at a host. */
    void show(String token, String host, String answer) throws IOException {
        if (!TOKEN.matcher(token).matches()) {
            throw new IOException("the authority gave a token that is none");
        }
        WholeFile.write(folder.resolve(token), host + AFTER_HOST + answer, WholeFile.OWNER_ONLY);
    }

    /** The order is over. */
    void hide(String token) throws IOException {
        if (TOKEN.matcher(token).matches()) {
            Files.deleteIfExists(folder.resolve(token));
        }
    }

    /** What is to be answered for a token at a host, both as the client spelled them; empty when that is not under order. */
    public Optional<String> answer(String host, String token) {
        if (!TOKEN.matcher(token).matches()) {
            return Optional.empty();
        }
        try {
            String kept = Files.readString(folder.resolve(token));
            String before = host + AFTER_HOST;
            return kept.startsWith(before) ? Optional.of(kept.substring(before.length())) : Optional.empty();
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException e) {
            LOG.errorf(e, "cannot read what to answer for %s", host);
            return Optional.empty();
        }
    }

    /** Removes what gateways that were killed have left. */
    void removeOlderThan(Instant time) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(time)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
