package dev.berth.gateway.ingress;

import dev.berth.events.spec.Port.Protocol;
import dev.berth.events.traffic.Endpoints.Instance;
import dev.berth.events.traffic.Endpoints.State;
import dev.berth.gateway.dispatch.Dispatcher;
import dev.berth.gateway.dispatch.Dispatchers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The addresses behind services, pod by pod: a service's own address would bind a connection that is kept to whichever pod
 * happened to answer it, also while that one ends.
 */
final class Backends {

    private static final Place HERE = new Place.Here();

    /** One that is shared may itself stand for another. */
    private static final int MOST_STAND_INS = 3;

    private final Map<ServiceName, Service> services = new ConcurrentHashMap<>();
    private final Map<ServiceName, Map<String, Slice>> slices = new ConcurrentHashMap<>();
    private final Map<ServiceName, Map<Backend, Dispatcher>> asked = new ConcurrentHashMap<>();
    private final Dispatchers dispatchers;
    private final StandIns standIns;

    Backends(Dispatchers dispatchers, StandIns standIns) {
        this.dispatchers = dispatchers;
        this.standIns = standIns;
    }

    void put(Service service) {
        services.put(service.name(), service);
        follow(service.name());
    }

    void remove(ServiceName name) {
        services.remove(name);
        follow(name);
        asked.remove(name);
    }

    void put(Slice slice) {
        slices.computeIfAbsent(slice.service(), _ -> new ConcurrentHashMap<>()).put(slice.name(), slice);
        follow(slice.service());
    }

    void remove(Slice slice) {
        slices.computeIfPresent(slice.service(), (_, all) -> {
            all.remove(slice.name());
            return all.isEmpty() ? null : all;
        });
        follow(slice.service());
    }

    private void follow(ServiceName name) {
        asked.getOrDefault(name, Map.of())
                .keySet()
                .forEach(backend -> asked.getOrDefault(name, Map.of()).computeIfPresent(backend, this::followed));
    }

    private Dispatcher followed(Backend backend, Dispatcher dispatcher) {
        dispatcher.serve(port(backend).map(port -> instances(backend, port)).orElse(List.of()));
        return dispatcher;
    }

    Place of(Backend backend) {
        return of(backend, MOST_STAND_INS);
    }

    private Place of(Backend backend, int standInsLeft) {
        Service service = services.get(backend.service());
        if (service == null) {
            return new Place.Nowhere("there is no service " + backend.service());
        }
        Optional<Service.Port> port = service.port(backend.port());
        if (port.isEmpty()) {
            return new Place.Nowhere("service " + backend.service() + " has no port " + backend.port());
        }
        return service.alias()
                .map(alias -> standIn(service.name(), alias, port.get().number(), standInsLeft))
                .orElseGet(() -> new Place.Addresses(dispatcher(backend)));
    }

    private Place standIn(ServiceName standing, String alias, int port, int left) {
        if (standIns.isHere(alias)) {
            return HERE;
        }
        Optional<ServiceName> meant = standIns.meant(standing, alias);
        if (meant.isEmpty()) {
            return new Place.Nowhere(
                    "service %s stands for %s, which is neither this gateway nor a service that it may stand for"
                            .formatted(standing, alias));
        }
        return left == 0
                ? new Place.Nowhere("service %s stands for one that stands for another, and so on".formatted(standing))
                : of(new Backend(meant.get(), Integer.toString(port)), left - 1);
    }

    /** Whoever asks follows what there is by then, and later changes follow whoever has asked. */
    private Dispatcher dispatcher(Backend backend) {
        return asked.computeIfAbsent(backend.service(), _ -> new ConcurrentHashMap<>())
                .computeIfAbsent(backend, asking -> followed(asking, dispatchers.apart()));
    }

    private Optional<Service.Port> port(Backend backend) {
        return Optional.ofNullable(services.get(backend.service())).flatMap(service -> service.port(backend.port()));
    }

    private List<Instance> instances(Backend backend, Service.Port port) {
        List<Slice> all =
                List.copyOf(slices.getOrDefault(backend.service(), Map.of()).values());
        boolean anyReady = all.stream().anyMatch(slice -> !slice.ready().isEmpty());
        return all.stream()
                .flatMap(slice -> addresses(slice, anyReady)
                        .flatMap(address -> Stream.ofNullable(slice.ports().get(port.name()))
                                .map(number -> instance(address, number, port))))
                .distinct()
                .toList();
    }

    private static Stream<String> addresses(Slice slice, boolean anyReady) {
        return (anyReady ? slice.ready() : slice.leaving())
                .stream().map(PodAddress::of).flatMap(Optional::stream);
    }

    private static Instance instance(String host, int number, Service.Port port) {
        return new Instance(
                host + ":" + number, 0, 0, host, number, port.http2() ? Protocol.H2C : Protocol.HTTP1, State.READY);
    }
}
