package dev.berth.images;

import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.Port;
import dev.berth.embedded.PostgresBinaries;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * A PostgreSQL to try things with: the programs of the embedded one, set up by the same variables as PostgreSQL's own
 * image and keeping its data at the same place.
 */
record PostgresImage(Path work) {

    private static final String HOME = "/opt/postgres";
    private static final String VOLUME = "/var/lib/postgresql";

    JibContainerBuilder on(Base.Machine base) throws IOException {
        Path home = PostgresBinaries.unpacked(work).toRealPath();
        return base.begin()
                .addFileEntriesLayer(Shell.layer())
                .addFileEntriesLayer(programs(home))
                .addFileEntriesLayer(Layers.tree("libraries", home.resolve("lib/postgresql"), HOME + "/lib/postgresql"))
                .addFileEntriesLayer(Layers.tree("data", home.resolve("share"), HOME + "/share"))
                .addFileEntriesLayer(start(base))
                .setUser(Base.USER)
                .setEntrypoint("/usr/bin/postgres-run")
                .setProgramArguments("postgres")
                .addEnvironmentVariable("PATH", HOME + "/bin:/usr/bin:/bin")
                .addEnvironmentVariable("PGDATA", VOLUME + "/18/docker")
                .addExposedPort(Port.tcp(5432))
                .addLabel("org.opencontainers.image.title", "PostgreSQL, to try Berth with");
    }

    private static FileEntriesLayer programs(Path home) throws IOException {
        SharedLibraries libraries = new SharedLibraries();
        Map<String, Path> contents = new TreeMap<>();
        for (String name : new String[] {"postgres", "initdb", "pg_ctl"}) {
            Path program = home.resolve("bin").resolve(name);
            libraries.neededBy(program);
            contents.put(HOME + "/bin/" + name, program);
        }
        libraries.below(home).forEach((name, file) -> contents.put(HOME + "/" + home.relativize(Path.of(name)), file));
        contents.putAll(libraries.outside(home));
        return Layers.files("programs", contents);
    }

    private FileEntriesLayer start(Base.Machine base) throws IOException {
        Path program = Resources.program(PostgresImage.class, "postgres-run", work.resolve("postgres"));
        return Layers.files("start", Map.of("/usr/bin/postgres-run", program)).toBuilder()
                .addEntry(Layers.ownFolder(base.runtime().emptyFolder(), VOLUME))
                .build();
    }
}
