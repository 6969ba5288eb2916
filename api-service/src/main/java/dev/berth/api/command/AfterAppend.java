package dev.berth.api.command;

import dev.berth.events.Event;
import dev.berth.events.Recorded;
import java.util.List;

/** Is told of what this instance has just appended. It must return at once, and nothing may depend on it alone. */
@FunctionalInterface
public interface AfterAppend {

    void appended(List<Recorded<Event>> events);
}
