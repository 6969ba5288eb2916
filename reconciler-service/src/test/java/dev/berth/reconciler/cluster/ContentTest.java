package dev.berth.reconciler.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.Test;

class ContentTest {

    private static final String MANIFEST = """
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: hello
              namespace: tests
              labels: {colour: blue}
            spec:
              replicas: 2
              template:
                spec:
                  containers:
                  - name: main
                    image: hello:1
                    args: [one, two]
                    resources: {limits: {cpu: 1000m, memory: 64000000}}
                  volumes:
                  - name: scratch
                    emptyDir: {}
            """;

    /** As a cluster tells it: with what others said, and what it filled in. */
    private static final String STANDING = """
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: hello
              namespace: tests
              uid: 0b7ff4b1-9d1f-4cc1-8d9b-1d5a1b2f0001
              labels: {owner: somebody, colour: blue}
              managedFields:
              - manager: berth
                operation: Apply
                fieldsV1:
                  f:metadata: {f:labels: {f:colour: {}}}
                  f:spec:
                    f:template:
                      f:spec:
                        f:containers:
                          'k:{"name":"main"}':
                            .: {}
                            f:name: {}
                            f:image: {}
                            f:args: {}
                            f:resources: {f:limits: {f:cpu: {}, f:memory: {}}}
                        f:volumes:
                          'k:{"name":"scratch"}': {.: {}, f:name: {}, f:emptyDir: {}}
              - manager: berth
                operation: Update
                fieldsV1: {f:spec: {f:replicas: {}}}
              - manager: berth
                operation: Update
                subresource: status
                fieldsV1: {f:status: {f:replicas: {}}}
              - manager: somebody
                operation: Update
                fieldsV1: {f:metadata: {f:labels: {f:owner: {}}}}
            spec:
              replicas: 2
              revisionHistoryLimit: 10
              template:
                spec:
                  dnsPolicy: ClusterFirst
                  containers:
                  - name: beside
                    image: foreign:1
                  - name: main
                    image: hello:1
                    imagePullPolicy: Always
                    args: [one, two]
                    resources: {limits: {cpu: "1", memory: 64M}}
                  volumes:
                  - name: scratch
                    emptyDir: {}
            status: {replicas: 2}
            """;

    @Test
    void what_stands_as_it_was_said_is_the_same() {
        assertThat(Content.standing(read(STANDING))).contains(Content.of(read(MANIFEST)));
    }

    @Test
    void a_number_that_others_find_is_said_by_no_manifest() {
        assertThat(Content.standing(read(STANDING.replace("replicas: 2", "replicas: 3"))))
                .contains(Content.of(read(MANIFEST.replace("  replicas: 2\n", ""))));
    }

    @Test
    void a_value_that_is_another_makes_a_difference() {
        assertThat(Content.standing(read(STANDING.replace("hello:1", "hello:2"))))
                .doesNotContain(Content.of(read(MANIFEST)));
        assertThat(Content.standing(read(STANDING.replace("replicas: 2", "replicas: 3"))))
                .doesNotContain(Content.of(read(MANIFEST)));
        assertThat(Content.standing(read(STANDING.replace("cpu: \"1\"", "cpu: \"2\""))))
                .doesNotContain(Content.of(read(MANIFEST)));
        assertThat(Content.standing(read(STANDING.replace("[one, two]", "[two, one]"))))
                .doesNotContain(Content.of(read(MANIFEST)));
    }

    @Test
    void a_field_that_somebody_took_over_makes_a_difference() {
        assertThat(Content.standing(read(STANDING.replace("f:image: {}", "f:command: {}"))))
                .doesNotContain(Content.of(read(MANIFEST)));
    }

    @Test
    void a_field_that_is_said_no_more_makes_a_difference() {
        assertThat(Content.standing(read(STANDING)))
                .doesNotContain(Content.of(read(MANIFEST.replace("labels: {colour: blue}", "labels: {}"))));
    }

    private static Deployment read(String yaml) {
        return Serialization.unmarshal(yaml, Deployment.class);
    }
}
