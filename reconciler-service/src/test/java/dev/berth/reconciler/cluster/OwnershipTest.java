package dev.berth.reconciler.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OwnershipTest {

    private static final Service SERVICE = Serialization.unmarshal("""
            apiVersion: v1
            kind: Service
            metadata:
              name: hello
              managedFields:
              - manager: berth
                operation: Apply
                fieldsType: FieldsV1
                fieldsV1:
                  f:metadata: {f:labels: {"f:app.kubernetes.io/name": {}}}
                  f:spec:
                    f:ports:
                      'k:{"port":80,"name":"web"}': {".": {}, f:port: {}}
              - manager: kubectl-edit
                operation: Update
                time: "2026-01-01T00:00:00Z"
                fieldsType: FieldsV1
                fieldsV1: {f:spec: {f:type: {}}}
              - manager: kubectl-label
                operation: Update
                time: "2026-01-02T00:00:00Z"
                fieldsType: FieldsV1
                fieldsV1: {f:metadata: {f:labels: {f:colour: {}}}}
              - manager: kube-controller-manager
                operation: Update
                subresource: status
                time: "2026-01-03T00:00:00Z"
                fieldsType: FieldsV1
                fieldsV1: {f:status: {f:loadBalancer: {}}}
            """, Service.class);

    @Test
    void fields_are_named_as_people_name_them() {
        assertThat(Ownership.ours(SERVICE))
                .containsExactly("metadata.labels.app.kubernetes.io/name", "spec.ports[web].port");
    }

    @Test
    void who_has_a_field_now_has_changed_it() {
        assertThat(Ownership.other(SERVICE, Set.of("spec.type"))).isEqualTo("kubectl-edit");
    }

    @Test
    void a_field_that_nobody_has_was_taken_away_by_the_last_but_not_by_who_tells_the_status() {
        assertThat(Ownership.other(SERVICE, Set.of("spec.clusterIP"))).isEqualTo("kubectl-label");
    }
}
