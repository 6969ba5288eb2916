package dev.berth.reconciler;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.berth.events.CloudEventCodec;
import dev.berth.events.ContainerEvent.ContainerDegraded;
import dev.berth.events.ContainerEvent.ContainerDeleted;
import dev.berth.events.ContainerEvent.ContainerRecovered;
import dev.berth.events.ContainerEvent.DeletionHindered;
import dev.berth.events.ContainerEvent.DeploymentFailed;
import dev.berth.events.ContainerEvent.DeploymentSucceeded;
import dev.berth.events.ContainerEvent.DriftCorrected;
import dev.berth.events.ContainerEvent.ImagePinned;
import dev.berth.events.ContainerId;
import dev.berth.events.Event;
import dev.berth.events.EventJson;
import dev.berth.events.Kind;
import dev.berth.events.Provenance;
import dev.berth.events.Recorded;
import dev.berth.events.StreamId;
import dev.berth.events.Topics;
import dev.berth.events.report.Report;
import dev.berth.events.report.Reported;
import dev.berth.events.traffic.Demand;
import dev.berth.events.traffic.Endpoints;
import dev.berth.reconciler.container.Examples;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Stands in for api-service and for a gateway: appends events, takes reports as it would, follows endpoints. */
public final class FakeLog implements AutoCloseable {

    private static final int PARTITIONS = 4;

    private final KafkaProducer<String, String> producer;
    private final KafkaConsumer<String, String> consumer;
    private final HttpServer http;
    private final Thread thread;
    private final Map<StreamId, List<Recorded<Event>>> streams = new ConcurrentHashMap<>();
    private final Map<ContainerId, Endpoints> endpoints = new ConcurrentHashMap<>();
    private final Set<ContainerId> tombstones = ConcurrentHashMap.newKeySet();
    private final Set<UUID> taken = ConcurrentHashMap.newKeySet();
    private final List<Reported> reports = new CopyOnWriteArrayList<>();
    private volatile boolean closed;
    private volatile boolean deaf;

    public FakeLog(String bootstrapServers) {
        createTopics(bootstrapServers);
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringSerializer(), new StringSerializer());
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "group.id",
                        "fake-log-" + UUID.randomUUID(),
                        "auto.offset.reset",
                        "earliest"),
                new StringDeserializer(),
                new StringDeserializer());
        consumer.subscribe(List.of(Topics.REPORTS, Topics.ENDPOINTS));
        http = serve();
        thread = Thread.ofPlatform().name("fake-log").start(this::follow);
    }

    public String url() {
        return "http://127.0.0.1:" + http.getAddress().getPort();
    }

    /** Appends events to their streams and publishes them. */
    public void append(Event... events) {
        for (Event event : events) {
            publish(record(event));
        }
    }

    /** Appends events that Kafka loses. */
    public void appendUnpublished(Event... events) {
        for (Event event : events) {
            record(event);
        }
    }

    /** Whether reports are left unread. */
    public void deaf(boolean isDeaf) {
        deaf = isDeaf;
    }

    public void demand(Demand demand) {
        send(new ProducerRecord<>(Topics.DEMAND, demand.container().stream().toString(), json(demand)));
    }

    public Optional<Endpoints> endpoints(ContainerId id) {
        return Optional.ofNullable(endpoints.get(id));
    }

    public boolean isTombstone(ContainerId id) {
        return tombstones.contains(id);
    }

    public List<Event> history(ContainerId id) {
        return streams.getOrDefault(id.stream(), List.of()).stream()
                .map(Recorded::event)
                .toList();
    }

    public <T extends Event> Stream<T> history(ContainerId id, Class<T> type) {
        return history(id).stream().filter(type::isInstance).map(type::cast);
    }

    public List<Report> reports(ContainerId id) {
        return reports.stream()
                .map(Reported::report)
                .filter(report -> report.subject().equals(id))
                .toList();
    }

    @Override
    public void close() {
        closed = true;
        consumer.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close();
        http.stop(0);
    }

    private synchronized Recorded<Event> record(Event event) {
        List<Recorded<Event>> stream = streams.computeIfAbsent(event.id().stream(), _ -> new CopyOnWriteArrayList<>());
        Recorded<Event> recorded = new Recorded<>(
                UUID.randomUUID(),
                stream.size() + 1L,
                Instant.now(),
                Examples.ORGANIZATION,
                Optional.of(Examples.PROJECT),
                new Provenance("test", "test", Optional.empty(), Optional.of("00-trace")),
                event);
        stream.add(recorded);
        return recorded;
    }

    private void publish(Recorded<Event> recorded) {
        CloudEventCodec.Encoded encoded = CloudEventCodec.encode(recorded);
        ProducerRecord<String, String> message = new ProducerRecord<>(encoded.topic(), encoded.key(), encoded.value());
        encoded.headers().forEach((name, value) -> message.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        send(message);
    }

    private void send(ProducerRecord<String, String> message) {
        try {
            producer.send(message).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private void follow() {
        try (consumer) {
            while (!closed) {
                for (ConsumerRecord<String, String> each : consumer.poll(Duration.ofMillis(100))) {
                    take(each);
                }
            }
        } catch (org.apache.kafka.common.errors.WakeupException _) {
            // closed
        }
    }

    private void take(ConsumerRecord<String, String> each) {
        try {
            if (each.topic().equals(Topics.ENDPOINTS)) {
                takeEndpoints(each);
            } else if (!deaf) {
                takeReport(EventJson.MAPPER.readValue(each.value(), Reported.class));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void takeEndpoints(ConsumerRecord<String, String> each) throws IOException {
        ContainerId id = (ContainerId) StreamId.parse(each.key()).resource();
        if (each.value() == null) {
            endpoints.remove(id);
            tombstones.add(id);
        } else {
            endpoints.put(id, EventJson.MAPPER.readValue(each.value(), Endpoints.class));
        }
    }

    private void takeReport(Reported reported) {
        reports.add(reported);
        if (taken.add(reported.reportId())) {
            append(
                    switch (reported.report()) {
                        case Report.ImageResolved it -> new ImagePinned(it.subject(), it.revision(), it.image());
                        case Report.DeploymentReady it -> new DeploymentSucceeded(it.subject(), it.deployment());
                        case Report.DeploymentBroken it ->
                            new DeploymentFailed(it.subject(), it.deployment(), it.failure(), it.serving());
                        case Report.WorkloadFailing it ->
                            new ContainerDegraded(it.subject(), it.deployment(), it.failure());
                        case Report.WorkloadHealthy it -> new ContainerRecovered(it.subject(), it.deployment());
                        case Report.DriftCorrected it ->
                            new DriftCorrected(it.subject(), it.object(), it.fields(), it.by());
                        case Report.RemovalHindered it -> new DeletionHindered(it.subject(), it.failure());
                        case Report.WorkloadRemoved it -> new ContainerDeleted(it.subject());
                    });
        }
    }

    private HttpServer serve() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/berth/internal/v1/streams/", this::answerStream);
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void answerStream(HttpExchange exchange) throws IOException {
        String[] path = exchange.getRequestURI().getPath().split("/", -1);
        StreamId stream = new StreamId(Kind.of(path[5]), UUID.fromString(path[6]));
        long after = Long.parseLong(exchange.getRequestURI().getQuery().replaceAll("after=(\\d+).*", "$1"));
        List<Object> events = new ArrayList<>();
        for (Recorded<Event> recorded : streams.getOrDefault(stream, List.of())) {
            if (recorded.version() > after) {
                CloudEventCodec.Encoded encoded = CloudEventCodec.encode(recorded);
                events.add(Map.of("headers", encoded.headers(), "event", EventJson.MAPPER.readTree(encoded.value())));
            }
        }
        byte[] body = json(Map.of("events", events)).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static String json(Object value) {
        try {
            return EventJson.MAPPER.writeValueAsString(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void createTopics(String bootstrapServers) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(Stream.of(
                                    Topics.events(Kind.CONTAINER),
                                    Topics.events(Kind.NAMESPACE),
                                    Topics.REPORTS,
                                    Topics.ENDPOINTS,
                                    Topics.DEMAND)
                            .map(topic -> new NewTopic(topic, PARTITIONS, (short) 1))
                            .toList())
                    .all()
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
