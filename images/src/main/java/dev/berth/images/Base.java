package dev.berth.images;

import com.google.cloud.tools.jib.api.CacheDirectoryCreationException;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.Platform;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ExecutionException;

/** What every image stands on: a Java runtime, and what that needs. */
sealed interface Base {

    /** Whom everything runs as: nobody that any machine knows. */
    String USER = "65532:65532";

    /** Debian or Ubuntu with a Java runtime, well known and kept up to date by others. */
    String WELL_KNOWN = "eclipse-temurin:25-jre";

    /** How one asks for {@link Machine}. */
    String OF_THE_MACHINE = "machine";

    /** An image that begins with this base. */
    JibContainerBuilder begin() throws IOException;

    /** An image of a registry. */
    record Named(ImageReference image) implements Base {

        static Named of(String name) {
            try {
                return new Named(ImageReference.parse(name));
            } catch (InvalidImageReferenceException e) {
                throw new IllegalArgumentException(name + " is no name of an image", e);
            }
        }

        /** Fetches it, so that later it is there; false where no registry gives it. */
        boolean fetched() throws IOException {
            if (!isNamed()) {
                Images.say("cannot fetch " + image + ": no name server knows " + image.getRegistry());
                return false;
            }
            Path archive = Files.createTempFile("berth-base", ".tar");
            try {
                begin().containerize(Containerizer.to(TarImage.at(archive).named("berth.local/base")));
                return true;
            } catch (RegistryException | IOException | ExecutionException unreachable) {
                Images.say("cannot fetch " + image + ": " + Images.reason(unreachable));
                return false;
            } catch (InterruptedException | CacheDirectoryCreationException | InvalidImageReferenceException e) {
                throw new IOException("cannot fetch " + image, e);
            } finally {
                Files.delete(archive);
            }
        }

        /** Asked first, as it takes minutes to find out by trying to fetch; a proxy may know more than we do. */
        private boolean isNamed() {
            try {
                return System.getProperty("https.proxyHost") != null
                        || !InetAddress.getByName(image.getRegistry()).isAnyLocalAddress();
            } catch (UnknownHostException _) {
                return false;
            }
        }

        @Override
        public JibContainerBuilder begin() {
            return Jib.from(image).setPlatforms(Set.of(MachineRuntime.platform()));
        }

        @Override
        public String toString() {
            return image.toString();
        }
    }

    /** The runtime of the JDK that runs this, cut down, with libraries of this machine; made of nothing else. */
    record Machine(MachineRuntime runtime) implements Base {

        @Override
        public JibContainerBuilder begin() throws IOException {
            Platform platform = MachineRuntime.platform();
            return Jib.fromScratch()
                    .setPlatforms(Set.of(platform))
                    .addFileEntriesLayer(runtime.libraries())
                    .addFileEntriesLayer(runtime.java())
                    .addEnvironmentVariable("JAVA_HOME", MachineRuntime.HOME)
                    .addEnvironmentVariable("PATH", MachineRuntime.HOME + "/bin:/usr/bin:/bin")
                    .addEnvironmentVariable("LANG", "C.UTF-8");
        }

        @Override
        public String toString() {
            return "the Java runtime and the C library of this machine";
        }
    }
}
