package dev.berth.gateway.acme;

import dev.berth.gateway.acme.CertificateFiles.Issued;
import dev.berth.gateway.acme.OrderFailed.Reason;
import dev.berth.gateway.tls.Keys;
import java.io.IOException;
import java.net.URI;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.shredzone.acme4j.AccountBuilder;
import org.shredzone.acme4j.Authorization;
import org.shredzone.acme4j.Login;
import org.shredzone.acme4j.Order;
import org.shredzone.acme4j.OrderBuilder;
import org.shredzone.acme4j.PollableResource;
import org.shredzone.acme4j.Problem;
import org.shredzone.acme4j.Session;
import org.shredzone.acme4j.Status;
import org.shredzone.acme4j.challenge.Http01Challenge;
import org.shredzone.acme4j.exception.AcmeException;
import org.shredzone.acme4j.exception.AcmeLazyLoadingException;
import org.shredzone.acme4j.exception.AcmeRateLimitedException;
import org.shredzone.acme4j.exception.AcmeServerException;

/** A certificate authority, asked by ACME for one host at a time. */
final class CertificateAuthority {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final URI NO_ACCOUNT = URI.create("urn:ietf:params:acme:error:accountDoesNotExist");
    private static final Set<URI> ITS_OWN_FAULT = Set.of(
            URI.create("urn:ietf:params:acme:error:serverInternal"),
            URI.create("urn:ietf:params:acme:error:badNonce"),
            NO_ACCOUNT);

    private final AcmeConfig config;
    private final AcmeFolder folder;
    private final Session session;
    private final AtomicReference<@Nullable Login> login = new AtomicReference<>();

    CertificateAuthority(AcmeConfig config, URI directory, AcmeFolder folder) {
        this.config = config;
        this.folder = folder;
        this.session = new Session(directory, new TrustingProvider(config.trusted()));
        session.setLocale(Locale.ENGLISH);
    }

    /** Proves that a host leads here, and has it certified. Takes as long as the authority takes. */
    Issued certify(String host) throws OrderFailed, InterruptedException {
        try {
            return ordered(host);
        } catch (AcmeLazyLoadingException e) {
            throw e.getCause() instanceof AcmeException cause ? failed(cause) : new OrderFailed(Reason.UNREACHABLE, e);
        } catch (AcmeException e) {
            throw failed(e);
        } catch (IOException e) {
            throw new OrderFailed(Reason.UNKEPT, e);
        } catch (RuntimeException e) {
            throw new OrderFailed(Reason.UNREACHABLE, e); // it does not keep to the protocol
        }
    }

    private OrderFailed failed(AcmeException failure) {
        return switch (failure) {
            case AcmeRateLimitedException limited -> new OrderFailed(Reason.LIMITED, limited, limited.getRetryAfter());
            case AcmeServerException problem -> {
                if (problem.getType().equals(NO_ACCOUNT)) {
                    login.set(null); // the next order opens one
                }
                yield new OrderFailed(
                        ITS_OWN_FAULT.contains(problem.getType()) ? Reason.UNREACHABLE : Reason.REFUSED, problem);
            }
            default -> new OrderFailed(Reason.UNREACHABLE, failure);
        };
    }

    private Issued ordered(String host) throws AcmeException, IOException, OrderFailed, InterruptedException {
        OrderBuilder wanted = login().newOrder().domain(host);
        config.profile().ifPresent(wanted::profile);
        Order order = wanted.create();
        for (Authorization authorization : order.getAuthorizations()) {
            prove(host, authorization);
        }
        await(order, Status.READY);
        KeyPair keys = Keys.make();
        order.execute(keys);
        await(order, Status.VALID);
        return new Issued(keys.getPrivate(), order.getCertificate().getCertificateChain());
    }

    private void prove(String host, Authorization authorization)
            throws AcmeException, IOException, OrderFailed, InterruptedException {
        if (authorization.getStatus() == Status.VALID) {
            return; // it remembers an earlier order
        }
        Http01Challenge challenge = authorization
                .findChallenge(Http01Challenge.class)
                .orElseThrow(() -> new OrderFailed(Reason.REFUSED, "the authority offers no challenge by HTTP"));
        String token = challenge.getToken();
        folder.challenges().show(token, host, challenge.getAuthorization());
        try {
            challenge.trigger();
            await(authorization, Set.of(Status.VALID, Status.INVALID));
        } finally {
            folder.challenges().hide(token);
        }
        if (authorization.getStatus() != Status.VALID) {
            throw refused(authorization.findChallenge(Http01Challenge.class).flatMap(Http01Challenge::getError));
        }
    }

    private static void await(Order order, Status wanted) throws AcmeException, OrderFailed, InterruptedException {
        await(order, Set.of(wanted, Status.INVALID));
        if (order.getStatus() != wanted) {
            throw refused(order.getError());
        }
    }

    private static OrderFailed refused(Optional<Problem> problem) {
        return new OrderFailed(
                Reason.REFUSED, problem.map(Problem::toString).orElse("the authority refuses, and does not say why"));
    }

    /** By no clock but ours: the library takes the authority's, and fails where that one is behind. */
    private static void await(PollableResource resource, Set<Status> ends)
            throws AcmeException, OrderFailed, InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        Optional<Instant> again = resource.fetch();
        while (!ends.contains(resource.getStatus())) {
            Instant now = Instant.now();
            if (now.isAfter(end)) {
                throw new OrderFailed(Reason.UNREACHABLE, "the authority has not decided within " + PATIENCE);
            }
            Duration wanted = again.map(time -> Duration.between(now, time)).orElse(SHORTEST_PAUSE);
            Thread.sleep(clamped(wanted));
            again = resource.fetch();
        }
    }

    private static Duration clamped(Duration pause) {
        if (pause.compareTo(SHORTEST_PAUSE) < 0) {
            return SHORTEST_PAUSE;
        }
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }

    /** An authority that knows the key already answers with the account that it has. */
    private synchronized Login login() throws AcmeException, IOException {
        Login known = login.get();
        if (known != null) {
            return known;
        }
        AccountBuilder account = new AccountBuilder()
                .agreeToTermsOfService()
                .useKeyPair(AccountKey.of(folder.accountKey(), folder.locks()));
        config.contact().ifPresent(contact -> account.addEmail(withoutScheme(contact)));
        config.keyId()
                .ifPresent(id -> account.withKeyIdentifier(id, config.macKey().orElseThrow()));
        Login opened = account.createLogin(session);
        login.set(opened);
        return opened;
    }

    private static String withoutScheme(String contact) {
        return contact.startsWith("mailto:") ? contact.substring("mailto:".length()) : contact;
    }
}
