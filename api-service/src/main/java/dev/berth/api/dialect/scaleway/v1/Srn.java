package dev.berth.api.dialect.scaleway.v1;

import dev.berth.api.dialect.scaleway.ErrorAnswer;
import dev.berth.events.Kind;

/** The resource name that newer clients of this API show: it tells resources of several platforms apart. */
final class Srn {

    /** @param platform what {@link dev.berth.api.dialect.scaleway.MetadataResource} calls the platform's domain */
    static String of(String platform, String region, Kind kind, Object id) {
        return "srn://containers.%s/regions/%s/%s/%s".formatted(platform, region, ErrorAnswer.plural(kind), id);
    }

    private Srn() {}
}
