package dev.berth.api.refusal;

/** A part of Berth that a request needs does not answer just now; nothing has changed. */
public final class PartUnreachable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String part;

    /**
     * @param part in words that every caller may read
     * @param detail for the operator
     */
    public PartUnreachable(String part, String detail, Throwable cause) {
        super(detail, cause);
        this.part = part;
    }

    public String part() {
        return part;
    }
}
