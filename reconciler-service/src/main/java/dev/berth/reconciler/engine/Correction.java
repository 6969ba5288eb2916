package dev.berth.reconciler.engine;

import java.util.List;
import java.util.Optional;

/**
 * What an engine has put back.
 *
 * @param object what somebody else had changed, in the engine's words, such as {@code Service shop-tests}
 * @param fields of it that were not as Berth made them; none when it was deleted
 * @param by who changed it, as far as the engine knows
 */
public record Correction(String object, List<String> fields, Optional<String> by) {

    public Correction {
        fields = List.copyOf(fields);
    }
}
