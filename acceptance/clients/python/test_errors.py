import unittest

from berth import IMAGE, api, api_with, namespace
from refusals import refusal

NOBODYS = "a1b2c3d4-0000-4000-8000-000000000000"


class Errors(unittest.TestCase):
    def test_what_is_not_there(self):
        asked = {
            "namespace": lambda: api.get_namespace(namespace_id=NOBODYS),
            "container": lambda: api.update_container(container_id=NOBODYS),
            "domain": lambda: api.delete_domain(domain_id=NOBODYS),
            "trigger": lambda: api.get_trigger(trigger_id=NOBODYS),
        }
        for resource, call in asked.items():
            status, body = refusal(call)
            self.assertEqual((status, body["type"], body["resource"]), (404, "not_found", resource))
            self.assertEqual(body["resource_id"], NOBODYS)

    def test_what_cannot_be_with_every_argument_named(self):
        namespace_id = namespace("py-errors").id

        status, body = refusal(
            lambda: api.create_container(namespace_id=namespace_id, name="Not A Name", max_scale=1000, image=IMAGE)
        )

        self.assertEqual((status, body["type"]), (400, "invalid_arguments"))
        self.assertEqual({detail["argument_name"] for detail in body["details"]}, {"name", "max_scale"})

    def test_a_name_that_is_taken(self):
        taken = namespace("py-taken")

        status, body = refusal(lambda: api.create_namespace(name="py-taken"))

        self.assertEqual((status, body["type"], body["resource_id"]), (409, "already_exists", taken.id))

    def test_a_key_that_nobody_has(self):
        stranger = api_with(secret_key=NOBODYS)

        status, body = refusal(stranger.list_namespaces)

        self.assertEqual((status, body["type"], body["reason"]), (401, "denied_authentication", "not_found"))

    def test_a_project_of_somebody_else(self):
        status, body = refusal(lambda: api.create_namespace(name="elsewhere", project_id=NOBODYS))

        self.assertEqual((status, body["type"]), (403, "permissions_denied"))
