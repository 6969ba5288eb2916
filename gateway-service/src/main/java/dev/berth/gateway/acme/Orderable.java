package dev.berth.gateway.acme;

import java.util.regex.Pattern;

/** Which names a certificate can be ordered for; no other becomes the name of a file. */
final class Orderable {

    private static final int LONGEST = 253;
    private static final String LABEL = "[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?";
    // the last label has a letter: otherwise it may be an address
    private static final Pattern NAME = Pattern.compile("(?:" + LABEL + "\\.)+(?=[-0-9]*[a-z])" + LABEL);
    /** It is every machine's own name, so nobody can be certified for it: RFC 6761, 6.3. */
    private static final String EVERYBODYS = ".localhost";

    static boolean test(String hostname) {
        return hostname.length() <= LONGEST && NAME.matcher(hostname).matches() && !hostname.endsWith(EVERYBODYS);
    }

    private Orderable() {}
}
