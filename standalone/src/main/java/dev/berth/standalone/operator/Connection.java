package dev.berth.standalone.operator;

import dev.berth.standalone.CredentialsFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which Berth is asked, as whom, and what stands for an organization or project that nobody names.
 *
 * @param credentials the file of the Berth of this data folder, when that is the one that is asked
 */
record Connection(Api api, Map<String, String> environment, Optional<CredentialsFile> credentials) {

    private static final String OPERATOR = "X-Berth-Internal";
    private static final String KEY = "X-Auth-Token";
    private static final String SECRET_KEY = "SCW_SECRET_KEY";

    /** Secrets of the data folder are shown to the Berth of that folder alone. */
    static Connection find(Map<String, String> environment, Path data, @Nullable String url) {
        Optional<String> elsewhere = Optional.ofNullable(url).or(() -> text(environment, "BERTH_API_URL"));
        CredentialsFile file = new CredentialsFile(data);
        Optional<String> here = value(file, "BERTH_API_URL");
        boolean own = elsewhere.isEmpty() || elsewhere.equals(here);
        URI address = elsewhere
                .or(() -> here)
                .map(Connection::uri)
                .orElseThrow(() -> new NotDone("there is no " + file.path()
                        + " that says where Berth is; start it with ./berth up, or name it by --url"));
        Api api = text(environment, "BERTH_INTERNAL_SECRET")
                .or(() -> own ? internalSecret(data) : Optional.empty())
                .map(secret -> new Api(address, OPERATOR, secret))
                .or(() -> text(environment, SECRET_KEY)
                        .or(() -> own ? value(file, SECRET_KEY) : Optional.empty())
                        .map(secret -> new Api(address, KEY, secret)))
                .orElseThrow(() -> new NotDone("there is nothing to sign in to " + address
                        + " with; set BERTH_INTERNAL_SECRET, or SCW_SECRET_KEY"));
        return new Connection(api, environment, own ? Optional.of(file) : Optional.empty());
    }

    /** What is taken when no option names it, such as the first organization. */
    Optional<String> standing(String name) {
        return text(environment, name).or(() -> credentials.flatMap(file -> value(file, name)));
    }

    /** The key has another secret: where the file holds the one before, it holds the new one. */
    boolean rotated(String key, String secret) {
        return credentials
                .filter(file -> value(file, "BERTH_API_KEY_ID").equals(Optional.of(key)))
                .map(file -> replace(file, secret))
                .orElse(false);
    }

    private static boolean replace(CredentialsFile file, String secret) {
        try {
            file.replace(value(file, SECRET_KEY).orElse(""), secret);
            return true;
        } catch (IOException failure) {
            throw new NotDone(
                    "the key was rotated, but " + file.path() + " could not be written: " + failure.getMessage()
                            + "; its new secret is " + secret,
                    failure);
        }
    }

    private static Optional<String> internalSecret(Path data) {
        Path file = data.resolve("internal-secret");
        try {
            return Files.isReadable(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
        } catch (IOException failure) {
            throw new NotDone("cannot read " + file + ": " + failure.getMessage(), failure);
        }
    }

    private static Optional<String> value(CredentialsFile file, String name) {
        try {
            return file.value(name);
        } catch (IOException failure) {
            throw new NotDone("cannot read " + file.path() + ": " + failure.getMessage(), failure);
        }
    }

    private static Optional<String> text(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    private static URI uri(String text) {
        try {
            URI uri = URI.create(text);
            if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                return uri;
            }
        } catch (IllegalArgumentException _) {
            // said below
        }
        throw new NotDone(text + " is no address of an API; give one such as http://127.0.0.1:8080");
    }
}
