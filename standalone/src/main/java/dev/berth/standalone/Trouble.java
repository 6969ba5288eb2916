package dev.berth.standalone;

/** Berth cannot start, for a reason that the user can do something about; the message says what. */
final class Trouble extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Trouble(String message) {
        super(message);
    }

    Trouble(String message, Throwable cause) {
        super(message, cause);
    }
}
