package dev.berth.gateway;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.util.stream.Stream;

/** A DNS in which one name more has addresses: those of two gateways on this machine. */
public final class TestNames extends InetAddressResolverProvider {

    static final String GATEWAYS = "gateways.test";
    static final String ONE = "127.0.0.2";
    static final String OTHER = "127.0.0.3";

    @Override
    public InetAddressResolver get(Configuration configuration) {
        InetAddressResolver usual = configuration.builtinResolver();
        return new InetAddressResolver() {
            @Override
            public Stream<InetAddress> lookupByName(String host, LookupPolicy policy) throws UnknownHostException {
                return host.equals(GATEWAYS)
                        ? Stream.of(InetAddress.ofLiteral(ONE), InetAddress.ofLiteral(OTHER))
                        : usual.lookupByName(host, policy);
            }

            @Override
            public String lookupByAddress(byte[] address) throws UnknownHostException {
                return usual.lookupByAddress(address);
            }
        };
    }

    @Override
    public String name() {
        return "test";
    }
}
