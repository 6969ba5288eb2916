package dev.berth.events.spec;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** Which newly pushed images are deployed by themselves. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = AutoDeploy.Fixed.class, name = "fixed"),
    @JsonSubTypes.Type(value = AutoDeploy.Digest.class, name = "digest"),
    @JsonSubTypes.Type(value = AutoDeploy.Semver.class, name = "semver"),
    @JsonSubTypes.Type(value = AutoDeploy.Regex.class, name = "regex")
})
public sealed interface AutoDeploy {

    /** None. */
    record Fixed() implements AutoDeploy {}

    /** A new digest of the same tag. */
    record Digest() implements AutoDeploy {}

    /** The highest tag in a range of semantic versions. */
    record Semver(String range) implements AutoDeploy {}

    /** The newest tag that matches a regular expression. */
    record Regex(String pattern) implements AutoDeploy {}
}
