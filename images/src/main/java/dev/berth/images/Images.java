package dev.berth.images;

import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.api.JibContainer;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./berth images}: makes an image of each service, and brings it where it is wanted. */
@Command(
        name = "images",
        description =
                "Makes an image of each service, without a daemon. The same sources and base make the same digests.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class Images implements Callable<Integer> {

    private static final String FETCH_MILLIS = "10000";

    @Option(
            names = "--prefix",
            paramLabel = "NAME",
            description = "What the images' names begin with; a registry, to push there (default: berth.local).")
    private String prefix = "berth.local";

    @Option(names = "--tag", description = "What the names end with (default: the version of Berth).")
    private Optional<String> tag = Optional.empty();

    @Option(
            names = "--base",
            paramLabel = "IMAGE",
            description = "The image with a Java runtime that they stand on (default: " + Base.WELL_KNOWN
                    + ", or, where that cannot be fetched, '" + Base.OF_THE_MACHINE
                    + "': this machine's own Java and C library).")
    private Optional<String> base = Optional.empty();

    @Option(
            names = "--servers",
            description = "Also a PostgreSQL and a Kafka, to try things with where no image can be pulled.")
    private boolean servers;

    @ArgGroup
    private To to = new To();

    /** Where to; by default the container engine of this machine. */
    static final class To {
        @Option(names = "--push", description = "Push to the registry that the prefix names.")
        private boolean push;

        @Option(names = "--tar", paramLabel = "FOLDER", description = "Write archives, as 'docker load' reads them.")
        private Optional<Path> tar = Optional.empty();

        Destination destination() throws IOException {
            if (push) {
                return new Destination.Registry();
            }
            if (tar.isPresent()) {
                return new Destination.Folder(Files.createDirectories(tar.get()));
            }
            return new Destination.Engine();
        }
    }

    private final Path root;

    private Images(Path root) {
        this.root = root;
    }

    /** Makes the images of what is built below {@code BERTH_HOME}. */
    public static void main(String[] arguments) {
        System.setProperty("jib.httpTimeout", FETCH_MILLIS);
        System.setProperty("org.apache.commons.logging.Log", "org.apache.commons.logging.impl.NoOpLog");
        Path root = Path.of(Optional.ofNullable(System.getenv("BERTH_HOME")).orElse("."))
                .toAbsolutePath()
                .normalize();
        System.exit(new CommandLine(new Images(root))
                .setExecutionExceptionHandler((failure, _, _) -> {
                    say(reason(failure));
                    return 1;
                })
                .execute(arguments));
    }

    /** The whole chain in one line: those below tell what was asked of whom. */
    static String reason(Throwable failure) {
        String message = Optional.ofNullable(failure.getMessage()).orElseGet(failure::toString);
        return failure.getCause() == null
                        || message.contains(String.valueOf(failure.getCause().getMessage()))
                ? message
                : message + ": " + reason(failure.getCause());
    }

    static void say(String message) {
        System.err.println("berth: " + message);
    }

    @Override
    public Integer call() throws Exception {
        Path work = root.resolve("images/target/work");
        MachineRuntime runtime = MachineRuntime.in(work);
        Base chosen = base(runtime);
        say("images stand on " + chosen);
        Destination destination = to.destination();
        for (Map.Entry<String, JibContainerBuilder> image :
                images(chosen, runtime, work).entrySet()) {
            JibContainer made = image.getValue()
                    .setCreationTime(Resources.changed())
                    .containerize(destination
                            .of(ImageReference.parse(image.getKey()))
                            .setApplicationLayersCache(work.resolve("layers"))
                            .setToolName("berth"));
            System.out.println(image.getKey() + "@" + made.getDigest());
        }
        return 0;
    }

    private Base base(MachineRuntime runtime) throws IOException {
        Base machine = new Base.Machine(runtime);
        if (base.isPresent()) {
            return base.get().equals(Base.OF_THE_MACHINE) ? machine : Base.Named.of(base.get());
        }
        Base.Named known = Base.Named.of(Base.WELL_KNOWN);
        return known.fetched() ? known : machine;
    }

    private Map<String, JibContainerBuilder> images(Base base, MachineRuntime runtime, Path work) throws IOException {
        Map<String, JibContainerBuilder> images = new LinkedHashMap<>();
        for (ServiceImage service : ServiceImage.ALL) {
            images.put(name(service.name()), service.on(base, root, work, Resources.version()));
        }
        if (servers) {
            Base.Machine machine = new Base.Machine(runtime);
            images.put(name("kafka"), new KafkaImage(work).on(machine));
            images.put(name("postgres"), new PostgresImage(work).on(machine));
        }
        return images;
    }

    private String name(String image) throws IOException {
        return prefix + "/" + image + ":" + (tag.isPresent() ? tag.get() : Resources.version());
    }
}
