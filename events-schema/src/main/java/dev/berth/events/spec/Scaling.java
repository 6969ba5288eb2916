package dev.berth.events.spec;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** How many instances a container may have, and what decides the number between. */
public record Scaling(int min, int max, Target target) {

    public Scaling {
        if (min < 0 || max < 1 || min > max) {
            throw new IllegalArgumentException("instances from " + min + " to " + max + " cannot be");
        }
    }

    /** What is held near a value by adding and removing instances. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Concurrency.class, name = "concurrency"),
        @JsonSubTypes.Type(value = Cpu.class, name = "cpu"),
        @JsonSubTypes.Type(value = Memory.class, name = "memory")
    })
    public sealed interface Target {}

    /** Requests under way at once in one instance. */
    public record Concurrency(int requests) implements Target {
        public Concurrency {
            if (requests < 1) {
                throw new IllegalArgumentException("concurrency is at least 1, not " + requests);
            }
        }
    }

    /** Use of the CPU limit, percent. */
    public record Cpu(int percent) implements Target {}

    /** Use of the memory limit, percent. */
    public record Memory(int percent) implements Target {}
}
