package dev.berth.api.dialect;

/** How an API speaks of what happens to a request before any of its resources has seen it, or after one has failed. */
public interface Dialect {

    /** Whether this dialect answers for a path. */
    boolean answersFor(String path);

    /** There is nothing at that path. */
    Answer noSuchPath(String path);

    /** There is something at that path, for other methods. */
    Answer methodNotAllowed(String method);

    /** The head of the request cannot be read, or is too long to be. */
    Answer badHead(BadHead bad);

    /** The body is longer than any request of this API. */
    Answer bodyTooLarge(long most);

    /** A refusal or a failure that rose from a request. */
    Answer failed(Throwable failure, String requestId);
}
