package dev.berth.images;

import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FileEntry;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Layers of files that say nothing of when and by whom they were made: the same files are the same layer. */
final class Layers {

    private static final FilePermissions PROGRAM = FilePermissions.fromOctalString("755");
    private static final FilePermissions FILE = FilePermissions.fromOctalString("644");
    private static final FilePermissions SHARED = FilePermissions.fromOctalString("777");

    /** The files below a folder that are wanted, below another in the image. */
    static FileEntriesLayer tree(String name, Path folder, String inImage, Predicate<Path> wanted) {
        FileEntriesLayer.Builder layer = FileEntriesLayer.builder().setName(name);
        try (Stream<Path> files = Files.walk(folder)) {
            files.filter(file -> Files.isRegularFile(file) && wanted.test(file))
                    .forEach(file -> layer.addEntry(entry(file, inImage + "/" + folder.relativize(file))));
            return layer.build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All files below a folder. */
    static FileEntriesLayer tree(String name, Path folder, String inImage) {
        return tree(name, folder, inImage, _ -> true);
    }

    /** Files of the machine, by where they are in the image. */
    static FileEntriesLayer files(String name, Map<String, Path> files) {
        FileEntriesLayer.Builder layer = FileEntriesLayer.builder().setName(name);
        files.forEach((inImage, file) -> layer.addEntry(entry(file, inImage)));
        return layer.build();
    }

    /** An empty folder of the user that the image runs as. */
    static FileEntry ownFolder(Path empty, String inImage) {
        return folder(empty, inImage, PROGRAM, Base.USER);
    }

    /** A folder like /tmp: anybody may put files there. */
    static FileEntry sharedFolder(Path empty, String inImage) {
        return folder(empty, inImage, SHARED, "0:0");
    }

    private static FileEntry folder(Path empty, String inImage, FilePermissions permissions, String owner) {
        return new FileEntry(
                empty, AbsoluteUnixPath.get(inImage), permissions, FileEntriesLayer.DEFAULT_MODIFICATION_TIME, owner);
    }

    static FileEntry entry(Path file, String inImage) {
        return new FileEntry(
                file,
                AbsoluteUnixPath.get(inImage),
                Files.isExecutable(file) ? PROGRAM : FILE,
                FileEntriesLayer.DEFAULT_MODIFICATION_TIME,
                "0:0");
    }

    private Layers() {}
}
