package dev.berth.standalone;

import java.util.concurrent.Future;

/** What the start has found out before the services run, for what is done once they do. */
record Launch(
        Settings settings,
        Progress progress,
        Servers servers,
        String engineHost,
        String platform,
        CredentialsFile credentials,
        Future<String> sampleImage,
        boolean rehearsal) {

    /** Of the thread that runs the application. */
    static final ScopedValue<Launch> CURRENT = ScopedValue.newInstance();
}
