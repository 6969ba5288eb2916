import unittest

from berth import api, container
from scaleway.container.v1 import CreateTriggerRequestCronConfig


class Pages(unittest.TestCase):
    def test_pages_add_up_to_the_whole_list_in_both_directions(self):
        container_id = container("py-pages").id
        names = [f"cron-{number}" for number in range(5)]
        for name in names:
            cron = CreateTriggerRequestCronConfig(schedule="0 4 * * *", timezone="UTC", body="", headers={})
            api.create_trigger(container_id=container_id, name=name, cron_config=cron)

        for size in (1, 2, 3, 5, 20):
            listed = api.list_triggers_all(container_id=container_id, page_size=size)
            self.assertEqual([trigger.name for trigger in listed], names)
        backwards = api.list_triggers_all(container_id=container_id, page_size=2, order_by="name_desc")
        self.assertEqual([trigger.name for trigger in backwards], names[::-1])
        beyond = api.list_triggers(container_id=container_id, page=4, page_size=2)
        self.assertEqual((beyond.triggers, beyond.total_count), ([], 5))
