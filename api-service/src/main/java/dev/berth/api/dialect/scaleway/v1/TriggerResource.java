package dev.berth.api.dialect.scaleway.v1;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.berth.api.dialect.Fields;
import dev.berth.api.dialect.PublicAddress;
import dev.berth.api.dialect.scaleway.Door;
import dev.berth.api.dialect.scaleway.triggers.TriggerEndpoints;
import dev.berth.api.dialect.scaleway.triggers.TriggerPatch;
import dev.berth.api.dialect.scaleway.triggers.TriggerShown;
import dev.berth.api.refusal.Refusal.Invalid;
import dev.berth.api.refusal.Refusal.Problem;
import dev.berth.api.refusal.Refusal.Violation;
import dev.berth.api.refusal.Refused;
import dev.berth.api.tenancy.Projects;
import dev.berth.api.trigger.NewTrigger;
import dev.berth.api.trigger.Triggers;
import dev.berth.api.views.Queries;
import dev.berth.api.views.TriggerView;
import io.vertx.core.MultiMap;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Triggers in Scaleway's words. */
@Path("/containers/v1/regions/{region}/triggers")
@Tag(name = "Triggers")
public class TriggerResource extends TriggerEndpoints {

    private static final Set<String> ALL = Set.of(TriggerView.CRON, TriggerView.SQS, TriggerView.NATS);

    private final PublicAddress address;

    TriggerResource(Door door, Triggers triggers, Projects projects, Queries queries, PublicAddress address) {
        super(door, triggers, projects, queries, "triggers", ALL);
        this.address = address;
    }

    /** Go clients always send a type, an unknown one when any will do. */
    @Override
    protected Set<String> variants(MultiMap query) {
        String type = query.get("trigger_type");
        if (type == null || type.isEmpty() || type.startsWith("unknown_")) {
            return ALL;
        }
        if (!ALL.contains(type)) {
            String help = "must be one of: cron, nats, sqs";
            throw new Refused(new Invalid(List.of(new Violation("trigger_type", Problem.CONSTRAINT, help))));
        }
        return Set.of(type);
    }

    @Override
    protected NewTrigger created(Fields fields, String region) {
        return TriggerBody.create(fields);
    }

    @Override
    protected TriggerPatch patch(Fields fields, TriggerView present) {
        return TriggerBody.patch(fields);
    }

    @Override
    protected ObjectNode json(TriggerShown trigger, String region) {
        return TriggerAnswer.json(trigger, address, region);
    }
}
