package dev.berth.images;

import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.DockerDaemonImage;
import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.api.RegistryImage;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.frontend.CredentialRetrieverFactory;
import java.io.FileNotFoundException;
import java.nio.file.Path;

/** Where images go. */
sealed interface Destination {

    Containerizer of(ImageReference image) throws FileNotFoundException;

    /** The container engine of this machine, by its command line. */
    record Engine() implements Destination {
        @Override
        public Containerizer of(ImageReference image) {
            return Containerizer.to(DockerDaemonImage.named(image));
        }
    }

    /** Archives, as {@code docker load} reads them. */
    record Folder(Path folder) implements Destination {
        @Override
        public Containerizer of(ImageReference image) {
            String name = image.getRepository().substring(image.getRepository().lastIndexOf('/') + 1);
            return Containerizer.to(TarImage.at(folder.resolve(name + ".tar")).named(image));
        }
    }

    /** The registry that the images' names begin with, as who has logged in there by {@code docker login}. */
    record Registry() implements Destination {
        @Override
        public Containerizer of(ImageReference image) throws FileNotFoundException {
            CredentialRetrieverFactory credentials = CredentialRetrieverFactory.forImage(image, _ -> {});
            return Containerizer.to(RegistryImage.named(image)
                    .addCredentialRetriever(credentials.dockerConfig())
                    .addCredentialRetriever(credentials.wellKnownCredentialHelpers()));
        }
    }
}
