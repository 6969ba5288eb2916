package dev.berth.benchmarks;

import dev.berth.benchmarks.peer.Tool;
import java.time.Duration;
import java.util.List;

/** Something that is measured, with what it is compared with. */
public interface Figure {

    /** The name on the command line. */
    String name();

    /** It is given up after that. */
    Duration limit();

    /** Programs without which it cannot be measured. */
    default List<Tool> needs() {
        return List.of();
    }

    List<Result> measure() throws Exception;
}
