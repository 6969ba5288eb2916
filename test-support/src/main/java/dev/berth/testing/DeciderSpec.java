package dev.berth.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import java.util.function.BiFunction;

/**
 * Tests a pure core with values: given what has happened, when something is asked, then this happens.
 *
 * @param <S> state
 * @param <C> command
 * @param <E> event
 */
public final class DeciderSpec<S, C, E> {

    private final S initial;
    private final BiFunction<S, C, List<? extends E>> decide;
    private final BiFunction<S, E, S> evolve;

    public DeciderSpec(S initial, BiFunction<S, C, List<? extends E>> decide, BiFunction<S, E, S> evolve) {
        this.initial = initial;
        this.decide = decide;
        this.evolve = evolve;
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    public final Given given(E... history) {
        return new Given(List.of(history));
    }

    /** What has happened before. */
    public final class Given {
        private final List<E> history;

        private Given(List<E> history) {
            this.history = history;
        }

        public When when(C command) {
            S state = initial;
            for (E event : history) {
                state = evolve.apply(state, event);
            }
            return new When(state, command);
        }
    }

    /** What is asked. */
    public final class When {
        private final S state;
        private final C command;

        private When(S state, C command) {
            this.state = state;
            this.command = command;
        }

        @SafeVarargs
        @SuppressWarnings("varargs")
        public final void then(E... expected) {
            assertThat(decide.apply(state, command)).isEqualTo(List.of(expected));
        }

        /** Asking twice is not an error, and changes nothing. */
        public void thenNothing() {
            assertThat(decide.apply(state, command)).isEmpty();
        }

        public <T extends Throwable> T thenThrows(Class<T> expected) {
            Throwable thrown = catchThrowable(() -> decide.apply(state, command));
            assertThat(thrown).isInstanceOf(expected);
            return expected.cast(thrown);
        }
    }
}
