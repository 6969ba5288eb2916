package dev.berth.api.domain;

import java.util.Optional;
import java.util.regex.Pattern;

/** Which hostnames may lead to a container. */
public final class Hostname {

    /** The fewest and the most characters. */
    public static final int SHORTEST = 3;

    public static final int LONGEST = 63;
    private static final String LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
    // the last label has a letter: otherwise it may be an address
    private static final Pattern FORM = Pattern.compile("(" + LABEL + "\\.)+(?=[-0-9]*[a-z])" + LABEL);

    /**
     * What is wrong with a hostname, in words.
     *
     * @param hostname in lower case
     * @param baseDomain where containers have the names that Berth gives them
     */
    public static Optional<String> fault(String hostname, String baseDomain) {
        if (hostname.length() < SHORTEST || hostname.length() > LONGEST) {
            return Optional.of("must be " + SHORTEST + " to " + LONGEST + " characters");
        }
        if (!FORM.matcher(hostname).matches()) {
            return Optional.of("must be a DNS name such as shop.example.com, without a scheme, port or final dot");
        }
        if (hostname.equals(baseDomain) || isGiven(hostname, baseDomain)) {
            return Optional.of("must not be " + baseDomain + " or a name right below it: those are Berth's to give");
        }
        return Optional.empty();
    }

    private static boolean isGiven(String hostname, String baseDomain) {
        return hostname.substring(hostname.indexOf('.') + 1).equals(baseDomain);
    }

    private Hostname() {}
}
