package dev.berth.gateway;

import static org.awaitility.Awaitility.await;

import dev.berth.events.CloudEventCodec;
import dev.berth.events.ContainerEvent.DeploymentSucceeded;
import dev.berth.events.ContainerId;
import dev.berth.events.Event;
import dev.berth.events.EventJson;
import dev.berth.events.Kind;
import dev.berth.events.Recorded;
import dev.berth.events.Topics;
import dev.berth.events.spec.ContainerSpec;
import dev.berth.events.spec.Port.Protocol;
import dev.berth.events.traffic.Demand;
import dev.berth.events.traffic.Endpoints;
import dev.berth.events.traffic.Endpoints.Instance;
import dev.berth.events.traffic.Endpoints.State;
import dev.berth.testing.TestServers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.HostAndPort;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;

/** A gateway on a real Kafka, with real servers behind it; the test plays API service and reconciler. */
final class Rig implements AutoCloseable {

    private static final int PARTITIONS = 3;

    static {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(60)); // a busy machine is slow, not wrong
    }

    private final String kafka;
    private final KafkaProducer<String, String> producer;
    private final List<Demand> demands = new CopyOnWriteArrayList<>();
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient http1 = vertx.createHttpClient(
            new HttpClientOptions().setMaxHeaderSize(100_000), new PoolOptions().setHttp1MaxSize(512));
    private final HttpClient http2 = vertx.createHttpClient(
            new HttpClientOptions().setProtocolVersion(HttpVersion.HTTP_2).setHttp2ClearTextUpgrade(false));
    private final Map<ContainerId, AtomicLong> generations = new HashMap<>();
    private final Map<Object, Long> versions = new HashMap<>();
    private final List<String> config;
    private final Optional<Path> kubeconfig;
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private volatile boolean closing;
    private Gateway gateway;

    private Rig(String kafka, Optional<Path> kubeconfig, String... config) {
        this.kafka = kafka;
        this.kubeconfig = kubeconfig;
        this.config = List.of(config);
        createTopics();
        producer = new KafkaProducer<>(settings(), new StringSerializer(), new StringSerializer());
        Thread.ofPlatform().daemon().name("demand-listener").start(this::listen);
        gateway = start();
    }

    static Rig start(String... config) {
        return new Rig(TestServers.shared().bootstrapServers(), Optional.empty(), config);
    }

    static Rig on(String kafka, String... config) {
        return new Rig(kafka, Optional.empty(), config);
    }

    /** A gateway that is an ingress of a cluster. */
    static Rig of(Path kubeconfig, String... config) {
        return new Rig(TestServers.shared().bootstrapServers(), Optional.of(kubeconfig), config);
    }

    private Map<String, Object> settings() {
        return Map.of("bootstrap.servers", kafka);
    }

    private void createTopics() {
        try (Admin admin = Admin.create(settings())) {
            var existing = admin.listTopics().names().get();
            for (String topic : List.of(
                    Topics.events(Kind.CONTAINER),
                    Topics.events(Kind.API_KEY),
                    Topics.events(Kind.TOKEN),
                    Topics.events(Kind.DOMAIN),
                    Topics.ENDPOINTS,
                    Topics.DEMAND)) {
                if (!existing.contains(topic)) {
                    admin.createTopics(List.of(new NewTopic(topic, PARTITIONS, (short) 1)))
                            .all()
                            .get();
                }
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private Gateway start() {
        Gateway started = Gateway.start(
                Configs.with(config.toArray(String[]::new)),
                new Gateway.Sources(settings(), URI.create("http://127.0.0.1:1"), "secret", kubeconfig),
                meters);
        await().until(started::ready);
        return started;
    }

    Gateway gateway() {
        return gateway;
    }

    void restartGateway() {
        stopGateway();
        gateway = start();
    }

    void stopGateway() {
        gateway.close();
    }

    SimpleMeterRegistry meters() {
        return meters;
    }

    int port() {
        return gateway.port();
    }

    int httpsPort() {
        return gateway.httpsPort().orElseThrow();
    }

    Vertx vertx() {
        return vertx;
    }

    private void listen() {
        Map<String, Object> settings = new HashMap<>(settings());
        settings.put("key.deserializer", StringDeserializer.class);
        settings.put("value.deserializer", StringDeserializer.class);
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(settings)) {
            List<TopicPartition> partitions = new ArrayList<>();
            for (int i = 0; i < PARTITIONS; i++) {
                partitions.add(new TopicPartition(Topics.DEMAND, i));
            }
            consumer.assign(partitions);
            consumer.seekToEnd(partitions);
            partitions.forEach(consumer::position);
            while (!closing) {
                consumer.poll(Duration.ofMillis(100)).forEach(received -> demands.add(demand(received.value())));
            }
        }
    }

    private static Demand demand(String json) {
        try {
            return EventJson.MAPPER.readValue(json, Demand.class);
        } catch (java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the gateway has told of a container. */
    List<Demand> demands(ContainerId container) {
        return demands.stream()
                .filter(demand -> demand.container().equals(container))
                .toList();
    }

    Optional<Demand> lastDemand(ContainerId container) {
        List<Demand> all = demands(container);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
    }

    void awaitWake(ContainerId container) {
        await().until(() -> demands(container).stream().anyMatch(demand -> demand.queued() > 0));
    }

    /** Publishes an event as the relay does. */
    void publish(Event event) {
        long version = versions.merge(event.id(), 1L, Long::sum);
        publish(Histories.recorded(version, java.time.Instant.now(), event));
    }

    void publish(Recorded<? extends Event> recorded) {
        CloudEventCodec.Encoded encoded = CloudEventCodec.encode(recorded);
        ProducerRecord<String, String> sent = new ProducerRecord<>(encoded.topic(), encoded.key(), encoded.value());
        encoded.headers().forEach((name, value) -> sent.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        send(sent);
    }

    private void send(ProducerRecord<String, String> sent) {
        try {
            producer.send(sent).get(60, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A deployed container with a host of its own, and the gateway knows it. */
    Deployed deployed() {
        return deployed(Histories.spec());
    }

    Deployed deployed(ContainerSpec spec) {
        Deployed deployed = told(spec);
        await().until(() -> gateway.knows(deployed.host()));
        return deployed;
    }

    /** A deployed container that Kafka knows of, and the gateway will. */
    Deployed told(ContainerSpec spec) {
        ContainerId id = new ContainerId(UUID.randomUUID());
        String label = "c" + id.toString().substring(0, 8);
        publish(Histories.created(id, label));
        publish(Histories.configured(id, 1, spec));
        publish(Histories.requested(id, 1, 1));
        publish(new DeploymentSucceeded(id, 1));
        return new Deployed(id, label + ".localhost", spec);
    }

    /** A container of the test. */
    record Deployed(ContainerId id, String host, ContainerSpec spec) {}

    /** Tells where a container's instances answer, and waits until the gateway follows. */
    void endpoints(Deployed container, int concurrency, Instance... instances) {
        long generation = tellEndpoints(container, concurrency, instances);
        await().until(() -> demands(container.id()).stream().anyMatch(demand -> demand.generation() >= generation));
    }

    long tellEndpoints(Deployed container, int concurrency, Instance... instances) {
        long generation = generations
                .computeIfAbsent(container.id(), _ -> new AtomicLong())
                .incrementAndGet();
        Endpoints endpoints = new Endpoints(
                container.id(), generation, container.spec().timeout(), concurrency, Arrays.asList(instances));
        try {
            send(new ProducerRecord<>(
                    Topics.ENDPOINTS,
                    container.id().stream().toString(),
                    EventJson.MAPPER.writeValueAsString(endpoints)));
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
        return generation;
    }

    static Instance instance(int port) {
        return instance(port, Protocol.HTTP1, State.READY);
    }

    static Instance instance(int port, Protocol protocol, State state) {
        return new Instance("at-" + port, 1, 1, "127.0.0.1", port, protocol, state);
    }

    /** Starts a server that plays an instance. */
    HttpServer serve(Handler<HttpServerRequest> handler) {
        return serve(new HttpServerOptions(), handler);
    }

    HttpServer serve(HttpServerOptions options, Handler<HttpServerRequest> handler) {
        return get(vertx.createHttpServer(options)
                .requestHandler(handler)
                .listen(options.getPort() == 80 ? 0 : options.getPort(), "127.0.0.1"));
    }

    /** What a client got. */
    record Reply(int status, MultiMap headers, String body, MultiMap trailers) {}

    Reply get(String host, String uri, String... headers) {
        return get(request(http1, HttpMethod.GET, host, uri, Buffer.buffer(), headers));
    }

    /** The same by another of the gateway's ports. */
    Reply getAt(int port, String host, String uri, String... headers) {
        return get(request(http1, port, HttpMethod.GET, host, uri, Buffer.buffer(), headers));
    }

    /** Where the gateway listens. */
    private String address() {
        int key = config.indexOf("host");
        return key < 0 ? "127.0.0.1" : config.get(key + 1);
    }

    Reply post(String host, String uri, Buffer body, String... headers) {
        return get(request(http1, HttpMethod.POST, host, uri, body, headers));
    }

    Reply send(HttpMethod method, String host, String uri, String... headers) {
        return get(request(http1, method, host, uri, Buffer.buffer(), headers));
    }

    Reply send2(HttpMethod method, String host, String uri, Buffer body, String... headers) {
        return get(request(http2, method, host, uri, body, headers));
    }

    Future<Reply> later(String host, String uri, String... headers) {
        return request(http1, HttpMethod.GET, host, uri, Buffer.buffer(), headers);
    }

    Future<Reply> request(
            HttpClient client, HttpMethod method, String host, String uri, Buffer body, String... headers) {
        return request(client, port(), method, host, uri, body, headers);
    }

    Future<Reply> request(
            HttpClient client, int port, HttpMethod method, String host, String uri, Buffer body, String... headers) {
        return client.request(new RequestOptions().setHost(address()).setPort(port))
                .compose(request -> {
                    request.setMethod(method);
                    request.setURI(uri);
                    request.authority(HostAndPort.parseAuthority(host, -1));
                    for (int i = 0; i < headers.length; i += 2) {
                        request.putHeader(headers[i], headers[i + 1]);
                    }
                    // inside, so that it is there before the body is: this thread may be slow
                    return (body.length() > 0 ? request.send(body) : request.send()).compose(Rig::reply);
                });
    }

    private static Future<Reply> reply(HttpClientResponse response) {
        return response.body()
                .map(bytes ->
                        new Reply(response.statusCode(), response.headers(), bytes.toString(), response.trailers()));
    }

    HttpClient http1() {
        return http1;
    }

    HttpClient http2() {
        return http2;
    }

    static <T> T get(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        } catch (InterruptedException | TimeoutException e) {
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void close() {
        closing = true;
        gateway.close();
        producer.close(Duration.ZERO);
        get(vertx.close());
    }
}
