package dev.berth.reconciler.container;

import dev.berth.reconciler.scale.Scale;

/**
 * How many instances of a deployment shall stand.
 *
 * @param least fewer are too few
 * @param most more are too many; between the two it is for the engine to say
 */
public record Copies(int least, int most) {

    static final Copies NONE = exactly(0);

    static Copies exactly(int number) {
        return new Copies(number, number);
    }

    static Copies of(Scale scale) {
        return new Copies(scale.copies(), scale.most());
    }

    /** At least so many, as far as that is not too many; a single one is never too many. */
    Copies atLeast(int number) {
        int raised = Math.max(least, Math.max(1, Math.min(number, most)));
        return new Copies(raised, Math.max(most, raised));
    }
}
