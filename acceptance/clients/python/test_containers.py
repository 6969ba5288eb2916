import unittest

from berth import IMAGE, api, ask, eventually, namespace
from refusals import await_gone
from scaleway.container.v1 import (
    ContainerPrivacy,
    ContainerProbe,
    ContainerProbeHTTPProbe,
    ContainerProbeTCPProbe,
    ContainerProtocol,
    ContainerSandbox,
    ContainerScalingOption,
    ContainerStatus,
    UpdateContainerRequestProbe,
)


class Containers(unittest.TestCase):
    def test_a_container_is_made_called_changed_deployed_again_and_deleted(self):
        namespace_id = namespace("py-containers").id
        made = api.create_container(
            namespace_id=namespace_id,
            name="hello",
            description="from Python",
            image=IMAGE,
            environment_variables={"GREETING": "Hello, Python"},
            secret_environment_variables={"PASSWORD": "unseen"},
            min_scale=1,
            max_scale=2,
            memory_limit_bytes=256_000_000,
            mvcpu_limit=140,
            timeout="30s",
            privacy=ContainerPrivacy.PUBLIC,
            protocol=ContainerProtocol.HTTP1,
            port=9000,
            https_connections_only=False,
            sandbox=ContainerSandbox.V1,
            local_storage_limit_bytes=1_000_000_000,
            scaling_option=ContainerScalingOption(concurrent_requests_threshold=10),
            liveness_probe=ContainerProbe(
                failure_threshold=5, interval="5s", timeout="2s", http=ContainerProbeHTTPProbe(path="/health")
            ),
            startup_probe=ContainerProbe(failure_threshold=50, interval="1s", timeout="1s", tcp=ContainerProbeTCPProbe()),
            tags=["b", "a"],
            command=[],
            args=[],
        )
        self.assertEqual(made.status, ContainerStatus.CREATING)

        ready = api.wait_for_container(container_id=made.id)
        self.assertEqual(ready.status, ContainerStatus.READY, ready.error_message)
        self.assertEqual(ready.timeout, "30s")
        self.assertEqual(ready.scaling_option.concurrent_requests_threshold, 10)
        self.assertEqual(ready.liveness_probe.http.path, "/health")
        self.assertIsNotNone(ready.startup_probe.tcp)
        self.assertEqual(ask(ready.public_endpoint), "Hello, Python")
        self.assertEqual(api.get_container(container_id=made.id), ready)
        self.assertEqual(api.list_containers(namespace_id=namespace_id, name="hello").containers, [ready])
        self.assertEqual(api.list_containers_all(namespace_id=namespace_id), [ready])

        changing = api.update_container(
            container_id=made.id,
            environment_variables={"GREETING": "Good day"},
            liveness_probe=UpdateContainerRequestProbe(failure_threshold=4, interval="5s", timeout="2s"),
            https_connection_only=False,
        )
        self.assertEqual(changing.status, ContainerStatus.UPDATING)
        changed = api.wait_for_container(container_id=made.id)
        self.assertEqual(changed.status, ContainerStatus.READY, changed.error_message)
        self.assertEqual(changed.secret_environment_variables, ready.secret_environment_variables)
        eventually(lambda: ask(ready.public_endpoint), "Good day")

        self.assertEqual(api.redeploy_container(container_id=made.id).status, ContainerStatus.UPDATING)
        self.assertEqual(api.wait_for_container(container_id=made.id).status, ContainerStatus.READY)

        self.assertEqual(api.delete_container(container_id=made.id).status, ContainerStatus.DELETING)
        await_gone(lambda: api.get_container(container_id=made.id))

    def test_a_container_whose_image_is_not_there_is_in_error_and_says_why(self):
        made = api.create_container(
            namespace_id=namespace("py-no-image").id, name="nothing", image="localhost:1/no/image"
        )

        failed = api.wait_for_container(container_id=made.id)

        self.assertEqual(failed.status, ContainerStatus.ERROR)
        self.assertIn("image", failed.error_message)
