package dev.berth.standalone.operator;

/** Something that was asked was not done, for a reason that the user can do something about; the message says what. */
final class NotDone extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotDone(String message) {
        super(message);
    }

    NotDone(String message, Throwable cause) {
        super(message, cause);
    }
}
