package dev.berth.api.domain;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Finds the check that the configuration names. */
@Singleton
class DomainChecks {

    @Produces
    @Singleton
    DomainCheck check(
            DomainsConfig config, Vertx vertx, @ConfigProperty(name = "berth.gateway.base-domain") String baseDomain) {
        return switch (config.check()) {
            case NONE -> (_, _) -> Uni.createFrom().voidItem();
            case DNS ->
                new DnsCheck(
                        new Dns(vertx, config.resolver(), config.timeout()),
                        baseDomain,
                        config.targets().orElse(List.of()),
                        config.timeout());
        };
    }
}
