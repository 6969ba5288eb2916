import unittest

from berth import api, container
from refusals import await_gone, refusal
from scaleway.container.v1 import (
    CreateTriggerRequestCronConfig,
    CreateTriggerRequestDestinationConfig,
    CreateTriggerRequestDestinationConfigHttpMethod,
    CreateTriggerRequestNATSConfig,
    CreateTriggerRequestSQSConfig,
    TriggerSourceType,
    TriggerStatus,
    UpdateTriggerRequestCronConfig,
    UpdateTriggerRequestNATSConfig,
)

CRON = CreateTriggerRequestCronConfig(schedule="0 4 * * MON", timezone="Europe/Paris", body="{}", headers={"X-A": "b"})
SQS = CreateTriggerRequestSQSConfig(
    region="fr-par",
    endpoint="http://127.0.0.1:1",
    access_key_id="key",
    secret_access_key="hush",
    queue_url="http://127.0.0.1:1/orders",
)
NATS = CreateTriggerRequestNATSConfig(
    server_urls=["nats://127.0.0.1:1"], subject="orders.new", credentials_file_content="hush"
)


class Triggers(unittest.TestCase):
    def test_triggers_of_each_source_are_made_found_changed_and_deleted(self):
        of = container("py-triggers")
        made = {
            TriggerSourceType.CRON: api.create_trigger(
                container_id=of.id,
                name="nightly",
                description="from Python",
                tags=["b", "a"],
                destination_config=CreateTriggerRequestDestinationConfig(
                    http_path="/nightly", http_method=CreateTriggerRequestDestinationConfigHttpMethod.PUT
                ),
                cron_config=CRON,
            ),
            TriggerSourceType.SQS: api.create_trigger(container_id=of.id, name="queue", sqs_config=SQS),
            TriggerSourceType.NATS: api.create_trigger(container_id=of.id, name="subject", nats_config=NATS),
        }
        for source, trigger in made.items():
            ready = api.wait_for_trigger(trigger_id=trigger.id)
            self.assertEqual((ready.source_type, ready.status), (source, TriggerStatus.READY))
            self.assertNotIn("hush", repr(ready))
            self.assertEqual(api.get_trigger(trigger_id=trigger.id), ready)
            self.assertEqual(api.list_triggers(container_id=of.id, trigger_type=source).triggers, [ready])
        listed = api.list_triggers_all(namespace_id=of.namespace_id)
        self.assertEqual([trigger.name for trigger in listed], ["nightly", "queue", "subject"])
        nightly = listed[0]
        self.assertEqual(nightly.destination_config.http_path, "/nightly")
        self.assertEqual(nightly.cron_config.headers, {"X-A": "b"})

        api.update_trigger(
            trigger_id=nightly.id, name="hourly", cron_config=UpdateTriggerRequestCronConfig(schedule="@hourly")
        )
        changed = api.wait_for_trigger(trigger_id=nightly.id)
        self.assertEqual((changed.name, changed.cron_config.schedule), ("hourly", "@hourly"))
        self.assertEqual(changed.cron_config.timezone, "Europe/Paris")
        status, _ = refusal(
            lambda: api.update_trigger(
                trigger_id=nightly.id, nats_config=UpdateTriggerRequestNATSConfig(subject="orders.old")
            )
        )
        self.assertEqual(status, 400)

        self.assertEqual(api.delete_trigger(trigger_id=nightly.id).status, TriggerStatus.DELETING)
        await_gone(lambda: api.get_trigger(trigger_id=nightly.id))
