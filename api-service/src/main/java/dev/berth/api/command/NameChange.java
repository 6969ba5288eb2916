package dev.berth.api.command;

import dev.berth.api.store.UniqueName;
import java.util.List;

/** The unique names that an event takes and gives back. */
public record NameChange(List<UniqueName> claims, List<UniqueName> frees) {

    public static final NameChange NONE = new NameChange(List.of(), List.of());

    public static NameChange claim(List<UniqueName> names) {
        return new NameChange(names, List.of());
    }

    public static NameChange free(List<UniqueName> names) {
        return new NameChange(List.of(), names);
    }
}
