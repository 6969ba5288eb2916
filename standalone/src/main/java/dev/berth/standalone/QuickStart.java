package dev.berth.standalone;

/** The few lines that a person needs once Berth is up; the README tells the rest. */
final class QuickStart {

    static String text(Launch launch) {
        Settings settings = launch.settings();
        return """

                Berth is up.
                  API          %1$s
                  containers   http://<container>-<namespace>.localhost:%2$d/
                               https://<container>-<namespace>.localhost:%5$d/
                  credentials  %3$s
                  log          %4$s

                In another terminal, a container from the sample image:

                  . %3$s
                  api=$SCW_API_URL/containers/v1/regions/$SCW_DEFAULT_REGION
                  call() { curl -fsS -H "X-Auth-Token: $SCW_SECRET_KEY" -H 'Content-Type: application/json' "$@"; }
                  id() { grep -o '"id": *"[^"]*"' | head -n 1 | cut -d '"' -f 4; }
                  namespace=$(call "$api/namespaces" -d '{"name": "demo"}' | id)
                  call "$api/containers" -d "{\\"name\\": \\"hello\\", \\"namespace_id\\": \\"$namespace\\", \\"image\\": \\"$BERTH_SAMPLE_IMAGE\\"}"
                  curl http://hello-demo.localhost:%2$d/

                Ctrl-C stops everything.""".formatted(
                        settings.apiUrl(),
                        settings.gatewayPort(),
                        launch.credentials().path(),
                        settings.data().resolve("berth.log"),
                        settings.httpsPort());
    }

    private QuickStart() {}
}
