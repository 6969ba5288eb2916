package dev.berth.api.views;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.berth.api.internal.Internal;
import dev.berth.api.internal.JsonAnswer;
import dev.berth.api.views.Rebuilding.Done;
import dev.berth.api.views.Rebuilding.Failed;
import dev.berth.api.views.Rebuilding.Never;
import dev.berth.api.views.Rebuilding.UnderWay;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The views, for operators. */
@Internal
@Path("/berth/v1/admin/views")
@Tag(name = "Views")
public class AdminResource {

    private static final String STUCK = "select kind, id, version, problem, since from views.stuck order by since";
    private static final String UNSEEN = "select count(*) as unseen from unseen";

    private final Pool database;
    private final Rebuild rebuild;
    private final Gate gate;

    AdminResource(Pool database, Rebuild rebuild, Gate gate) {
        this.database = database;
        this.rebuild = rebuild;
        this.gate = gate;
    }

    /**
     * How the views are.
     *
     * @param hash the same for all views that were made from the same events
     * @param streams how many histories they have seen something of
     * @param unseen how many writes they have not reached
     */
    @JsonInclude
    record State(
            String hash, long streams, long unseen, boolean paused, List<StuckStream> stuck, Rebuilding rebuilding) {}

    /** A resource whose view cannot follow its history. */
    record StuckStream(String stream, long version, String problem, Instant since) {
        static StuckStream of(Row row) {
            return new StuckStream(
                    row.getString("kind") + "/" + row.getUUID("id"),
                    row.getLong("version"),
                    row.getString("problem"),
                    row.getOffsetDateTime("since").toInstant());
        }
    }

    /** The fingerprint is computed for the asking, over all rows. */
    @GET
    @Operation(summary = "How the views are")
    public Uni<Response> state() {
        return database.withTransaction(connection -> connection
                .query("set transaction isolation level repeatable read, read only; set local timezone = 'UTC'")
                .execute()
                .flatMap(_ -> Uni.combine()
                        .all()
                        .unis(
                                StateHash.of(connection, ViewSchema.LIVE),
                                connection.query(UNSEEN).execute(),
                                connection.query(STUCK).execute())
                        .with(this::state)));
    }

    private Response state(StateHash hash, RowSet<Row> unseen, RowSet<Row> stuck) {
        List<StuckStream> streams = StreamSupport.stream(stuck.spliterator(), false)
                .map(StuckStream::of)
                .toList();
        return JsonAnswer.of(
                200,
                new State(
                        hash.value(),
                        hash.streams(),
                        unseen.iterator().next().getLong("unseen"),
                        gate.isClosed(),
                        streams,
                        rebuild.state()));
    }

    /** Makes the views anew beside those in use; answers when they are in use, or at once when not to wait. */
    @POST
    @Path("/rebuild")
    @Operation(summary = "Make the views anew beside those in use, and then use them")
    public Uni<Response> rebuild(@QueryParam("wait") @DefaultValue("true") boolean wait) {
        Uni<Rebuilding> end = rebuild.start();
        return wait ? end.map(AdminResource::answer) : Uni.createFrom().item(() -> answer(rebuild.state()));
    }

    /** How far the rebuild is that this instance was asked for. */
    @GET
    @Path("/rebuild")
    @Operation(summary = "How far the rebuild is that this instance was asked for")
    public Response rebuilding() {
        return JsonAnswer.of(200, rebuild.state());
    }

    private static Response answer(Rebuilding state) {
        return switch (state) {
            case Done _ -> JsonAnswer.of(200, state);
            case UnderWay _, Never _ -> JsonAnswer.of(202, state);
            case Failed _ -> JsonAnswer.of(409, state);
        };
    }

    /** Holds the projector of this instance. */
    @POST
    @Path("/pause")
    @Operation(summary = "Hold the projector of this instance")
    public Uni<Response> pause() {
        gate.close();
        return state();
    }

    /** Lets it go on. */
    @POST
    @Path("/resume")
    @Operation(summary = "Let the projector of this instance go on")
    public Uni<Response> resume() {
        gate.open();
        return state();
    }
}
