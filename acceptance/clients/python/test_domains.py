import unittest

from berth import api, ask, container, eventually
from refusals import await_gone, refusal
from scaleway.container.v1 import DomainStatus


class Domains(unittest.TestCase):
    def test_a_container_answers_under_a_domain_until_that_is_deleted(self):
        container_id = container("py-domains", environment_variables={"GREETING": "By another name"}).id
        hostname = "shop.py-domains.localhost"

        made = api.create_domain(container_id=container_id, hostname=hostname, tags=["b", "a"])
        ready = api.wait_for_domain(domain_id=made.id)
        self.assertEqual(ready.status, DomainStatus.READY, ready.error_message)
        eventually(lambda: ask(f"http://{hostname}"), "By another name")
        self.assertEqual(api.get_domain(domain_id=made.id), ready)
        self.assertEqual(api.list_domains(container_id=container_id).domains, [ready])
        self.assertEqual(api.list_domains_all(container_id=container_id), [ready])

        self.assertEqual(api.update_domain(domain_id=made.id, tags=["c"]).tags, ["c"])
        self.assertEqual(api.get_domain(domain_id=made.id).tags, ["c"])

        self.assertEqual(api.delete_domain(domain_id=made.id).status, DomainStatus.DELETING)
        await_gone(lambda: api.get_domain(domain_id=made.id))

    def test_a_domain_whose_name_leads_elsewhere_is_refused(self):
        container_id = container("py-elsewhere").id

        status, body = refusal(lambda: api.create_domain(container_id=container_id, hostname="shop.example.invalid"))

        self.assertEqual(status, 400)
        self.assertTrue(body["message"].startswith("could not validate domain"), body)
