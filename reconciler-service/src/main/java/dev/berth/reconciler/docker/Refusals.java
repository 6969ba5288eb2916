package dev.berth.reconciler.docker;

import com.github.dockerjava.api.exception.DockerException;
import dev.berth.events.spec.Failure.Reason;
import dev.berth.reconciler.engine.EngineRefused;
import dev.berth.reconciler.engine.Reference;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says why the engine would not, in words for the container's owner rather than the engine's operator. */
final class Refusals {

    private static final Pattern JSON_MESSAGE = Pattern.compile("\"message\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern NOT_EXECUTABLE = Pattern.compile("exec: \"([^\"]+)\": ([^:]+)");
    private static final int LONGEST = 400;

    /** An image could not be fetched. */
    static EngineRefused image(Reference reference, String image, DockerException refusal) {
        String said = said(refusal);
        String lower = said.toLowerCase(Locale.ROOT);
        if (lower.contains("unauthorized")
                || lower.contains("authentication required")
                || lower.contains("forbidden")) {
            return new EngineRefused(
                    Reason.IMAGE_NOT_ALLOWED,
                    "not allowed to pull image %s; %s wants credentials".formatted(image, reference.registry()));
        }
        if (lower.contains("no matching manifest")) {
            return new EngineRefused(
                    Reason.IMAGE_UNUSABLE, "image %s does not exist for this machine: %s".formatted(image, said));
        }
        if (missing(lower)) {
            return notFound(image);
        }
        if (lower.contains("no space left")) {
            return new EngineRefused(Reason.NO_CAPACITY, "no disk space left to pull image " + image);
        }
        return new EngineRefused(
                Reason.IMAGE_NOT_FOUND,
                "image not found: %s is not on this engine, and %s cannot be asked (%s); push it, or check the name"
                        .formatted(image, reference.registry(), said));
    }

    static EngineRefused notFound(String image) {
        return new EngineRefused(
                Reason.IMAGE_NOT_FOUND, "image not found: %s; push it, or check the name".formatted(image));
    }

    /** An instance could not be started. */
    static EngineRefused start(String image, DockerException refusal) {
        String said = said(refusal);
        Matcher notExecutable = NOT_EXECUTABLE.matcher(said);
        if (notExecutable.find()) {
            return new EngineRefused(
                    Reason.IMAGE_UNUSABLE,
                    "cannot run \"%s\" in image %s: %s; check the command and the image"
                            .formatted(notExecutable.group(1), image, notExecutable.group(2)));
        }
        String lower = said.toLowerCase(Locale.ROOT);
        if (lower.contains("no command specified")) {
            return new EngineRefused(
                    Reason.IMAGE_UNUSABLE, "image %s has no command of its own; configure one".formatted(image));
        }
        if (lower.contains("no space left") || lower.contains("cannot allocate") || lower.contains("no available ip")) {
            return new EngineRefused(Reason.NO_CAPACITY, "this machine has no room for another instance: " + said);
        }
        return new EngineRefused(Reason.ENGINE_REFUSED, "the container engine refused to start an instance: " + said);
    }

    static boolean missing(String lower) {
        return lower.contains("not found")
                || lower.contains("manifest unknown")
                || lower.contains("no such image")
                || lower.contains("does not exist")
                || lower.contains("name unknown");
    }

    /** What the engine said, without the JSON around it. */
    static String said(DockerException refusal) {
        String text = refusal.getMessage() == null ? "no reason given" : refusal.getMessage();
        Matcher message = JSON_MESSAGE.matcher(text);
        String said = message.find() ? message.group(1).replace("\\\"", "\"").replace("\\n", " ") : text;
        return said.length() > LONGEST ? said.substring(0, LONGEST) + "..." : said;
    }

    private Refusals() {}
}
