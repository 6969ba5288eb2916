package dev.berth.api.internal;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Turns away who does not know the secret; everybody, when there is none. */
@Internal
@Provider
public class InternalFilter implements ContainerRequestFilter {

    static final String HEADER = "X-Berth-Internal";

    private final Optional<byte[]> secret;

    InternalFilter(@ConfigProperty(name = "berth.internal.secret") Optional<String> secret) {
        this.secret = secret.filter(text -> !text.isBlank()).map(InternalFilter::bytes);
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (!shown(Optional.ofNullable(request.getHeaderString(HEADER)))) {
            request.abortWith(JsonAnswer.problem(401, "show this Berth's secret in " + HEADER));
        }
    }

    /** Takes as long for a good guess as for a bad one. */
    private boolean shown(Optional<String> header) {
        return secret.isPresent()
                && MessageDigest.isEqual(
                        secret.get(), header.map(InternalFilter::bytes).orElse(new byte[0]));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
