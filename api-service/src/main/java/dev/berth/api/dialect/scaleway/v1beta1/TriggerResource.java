package dev.berth.api.dialect.scaleway.v1beta1;

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
import jakarta.ws.rs.Path;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Triggers that fire for each message, in the words of Scaleway's older version. */
@Path("/containers/v1beta1/regions/{region}/triggers")
@Tag(name = "Triggers")
public class TriggerResource extends TriggerEndpoints {

    TriggerResource(Door door, Triggers triggers, Projects projects, Queries queries) {
        super(door, triggers, projects, queries, "triggers", Set.of(TriggerView.SQS, TriggerView.NATS));
    }

    @Override
    protected NewTrigger created(Fields fields, String region) {
        return TriggerBody.create(fields, region);
    }

    @Override
    protected TriggerPatch patch(Fields fields, TriggerView present) {
        return TriggerBody.patch(fields);
    }

    @Override
    protected ObjectNode json(TriggerShown trigger, String region) {
        return TriggerAnswer.json(trigger);
    }
}
