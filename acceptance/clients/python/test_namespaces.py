import os
import unittest
from datetime import datetime

from berth import api
from refusals import await_gone
from scaleway.container.v1 import NamespaceStatus


class Namespaces(unittest.TestCase):
    def test_a_namespace_is_made_found_changed_and_deleted(self):
        made = api.create_namespace(
            name="py-namespaces",
            description="from Python",
            environment_variables={"PLAIN": "seen"},
            secret_environment_variables={"KEPT": "unseen", "DROPPED": "unseen"},
            tags=["b", "a"],
        )
        self.assertEqual(made.project_id, os.environ["SCW_DEFAULT_PROJECT_ID"])
        self.assertIsInstance(made.created_at, datetime)

        ready = api.wait_for_namespace(namespace_id=made.id)
        self.assertEqual(ready.status, NamespaceStatus.READY)
        self.assertEqual(ready.tags, ["b", "a"])
        self.assertEqual(api.get_namespace(namespace_id=made.id), ready)
        self.assertEqual(api.list_namespaces(name="py-namespaces").namespaces, [ready])
        self.assertIn(ready.id, [namespace.id for namespace in api.list_namespaces_all(page_size=100)])

        api.update_namespace(
            namespace_id=made.id,
            environment_variables={"OTHER": "seen"},
            secret_environment_variables={"KEPT": ""},
            tags=[],
        )
        changed = api.wait_for_namespace(namespace_id=made.id)
        self.assertEqual(changed.environment_variables, {"OTHER": "seen"})
        self.assertEqual(changed.description, "from Python")
        self.assertEqual(changed.tags, [])
        kept = ready.secret_environment_variables["KEPT"]
        self.assertTrue(kept.startswith("$argon2id$"))
        self.assertEqual(changed.secret_environment_variables, {"KEPT": kept})

        deleted = api.delete_namespace(namespace_id=made.id)
        self.assertEqual(deleted.status, NamespaceStatus.DELETING)
        await_gone(lambda: api.get_namespace(namespace_id=made.id))
