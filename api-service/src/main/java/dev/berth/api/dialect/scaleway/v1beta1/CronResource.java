package dev.berth.api.dialect.scaleway.v1beta1;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.berth.api.dialect.Fields;
import dev.berth.api.dialect.scaleway.Door;
import dev.berth.api.dialect.scaleway.triggers.TriggerEndpoints;
import dev.berth.api.dialect.scaleway.triggers.TriggerPatch;
import dev.berth.api.dialect.scaleway.triggers.TriggerShown;
import dev.berth.api.tenancy.Projects;
import dev.berth.api.trigger.NewTrigger;
import dev.berth.api.trigger.Triggers;
import dev.berth.api.views.Queries;
import dev.berth.api.views.TriggerView;
import dev.berth.events.spec.Source;
import jakarta.ws.rs.Path;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Triggers that fire on a schedule, which are a kind of their own in Scaleway's older version. */
@Path("/containers/v1beta1/regions/{region}/crons")
@Tag(name = "Crons")
public class CronResource extends TriggerEndpoints {

    CronResource(Door door, Triggers triggers, Projects projects, Queries queries) {
        super(door, triggers, projects, queries, "crons", Set.of(TriggerView.CRON));
    }

    @Override
    protected NewTrigger created(Fields fields, String region) {
        return CronBody.create(fields);
    }

    @Override
    protected TriggerPatch patch(Fields fields, TriggerView present) {
        return CronBody.patch(fields, present);
    }

    @Override
    protected ObjectNode json(TriggerShown trigger, String region) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", trigger.id().toString());
        json.put("container_id", trigger.container().toString());
        if (trigger.spec().source() instanceof Source.Cron cron) {
            json.put("schedule", cron.schedule());
            json.set("args", CronArgs.object(cron.body()));
        }
        json.put("status", Status.word(trigger.condition()));
        json.put("name", trigger.spec().name());
        return json;
    }
}
