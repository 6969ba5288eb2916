package dev.berth.reconciler.container;

import dev.berth.events.ContainerEvent.ContainerCreated;
import java.util.Optional;
import java.util.Set;

/** What the log wants of one container. */
public sealed interface Wanted {

    /** Nothing is known that could be acted upon. Absence of news never deletes. */
    record Unheard() implements Wanted {}

    /**
     * A deployment shall answer.
     *
     * @param target the deployment that was asked for last
     * @param fallback the one that answers while the target cannot: the last that succeeded, when that is another
     * @param failed deployments that were given up
     */
    record Running(
            ContainerCreated container, Target target, Phase phase, Optional<Target> fallback, Set<Integer> failed)
            implements Wanted {}

    /**
     * Nothing shall be left.
     *
     * @param awaited whether the log waits to hear that nothing is
     */
    record Gone(boolean awaited) implements Wanted {}

    /** What the log knows of the target. */
    sealed interface Phase {}

    /** It has not come to answer yet. */
    record Pending() implements Phase {}

    /**
     * It came to answer.
     *
     * @param degradations how often it stopped answering since
     * @param degraded whether it does not answer just now, as far as the log knows
     */
    record Succeeded(int degradations, boolean degraded) implements Phase {}

    /** It was given up. */
    record Failed() implements Phase {}

    /** What follows from the history of a container and of its namespace. */
    static Wanted of(ContainerStory story, NamespaceStory namespace) {
        return switch (story.ending()) {
            case REQUESTED -> new Gone(true);
            case DONE -> new Gone(false);
            case NONE ->
                running(story, namespace).<Wanted>map(running -> running).orElseGet(Unheard::new);
        };
    }

    private static Optional<Running> running(ContainerStory story, NamespaceStory namespace) {
        return story.created()
                .flatMap(created -> story.newest()
                        .flatMap(newest -> target(newest, story, namespace))
                        .map(target -> new Running(
                                created,
                                target,
                                phase(target, story),
                                fallback(target, story, namespace),
                                story.failed())));
    }

    private static Optional<Target> fallback(Target target, ContainerStory story, NamespaceStory namespace) {
        return story.lastSucceeded()
                .filter(last -> last.number() != target.number())
                .flatMap(last -> target(last, story, namespace));
    }

    private static Optional<Target> target(Deployment deployment, ContainerStory story, NamespaceStory namespace) {
        return Optional.ofNullable(story.revisions().get(deployment.revision()))
                .map(spec -> new Target(
                        deployment,
                        spec,
                        Optional.ofNullable(story.images().get(deployment.revision())),
                        namespace.of(deployment.variablesRevision())));
    }

    private static Phase phase(Target target, ContainerStory story) {
        if (story.failed().contains(target.number())) {
            return new Failed();
        }
        return story.succeeded()
                .filter(last -> last == target.number())
                .<Phase>map(_ -> new Succeeded(story.degradations(), story.degraded()))
                .orElseGet(Pending::new);
    }

    /** Whether the log still waits for something of this container. */
    default boolean unsettled() {
        return switch (this) {
            case Unheard _ -> false;
            case Running running ->
                !(running.phase() instanceof Succeeded)
                        || running.target().spec().scaling().min() > 0;
            case Gone gone -> gone.awaited();
        };
    }
}
