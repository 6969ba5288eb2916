package dev.berth.standalone;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.httpclient5.ApacheDockerHttpClient;
import dev.berth.sample.image.SampleImage;
import java.io.IOException;
import java.util.concurrent.Callable;

/** Puts the sample image into the engine, so that there is something to run without any registry. */
final class SampleStep implements Callable<String> {

    private final String engineHost;
    private final Progress progress;

    SampleStep(String engineHost, Progress progress) {
        this.engineHost = engineHost;
        this.progress = progress;
    }

    @Override
    public String call() throws IOException {
        long begun = System.nanoTime();
        DefaultDockerClientConfig config = DefaultDockerClientConfig.createDefaultConfigBuilder()
                .withDockerHost(engineHost)
                .build();
        try (DockerClient engine = DockerClientImpl.getInstance(
                config,
                new ApacheDockerHttpClient.Builder()
                        .dockerHost(config.getDockerHost())
                        .build())) {
            String name = SampleImage.ensure(engine);
            progress.done("sample image " + name, begun);
            return name;
        }
    }
}
