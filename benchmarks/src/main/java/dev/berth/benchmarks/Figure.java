package dev.berth.benchmarks;

import java.time.Duration;
import java.util.List;

/** Something that is measured, with what it is compared with. */
public interface Figure {

    /** The name on the command line. */
    String name();

    /** It is given up after that. */
    Duration limit();

    List<Result> measure() throws Exception;
}
