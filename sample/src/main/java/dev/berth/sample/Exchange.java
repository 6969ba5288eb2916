package dev.berth.sample;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URLDecoder;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One request after another on one connection, and its answers: as much of HTTP/1.1 as a sample needs. */
final class Exchange {

    private static final int LONGEST_LINE = 64 * 1024;

    private final InputStream in;
    private final OutputStream out;
    private String method = "";
    private String target = "";
    private String version = "";
    private Map<String, String> headers = Map.of();
    private byte[] body = {};
    private boolean close;

    Exchange(Socket socket) throws IOException {
        this.in = new BufferedInputStream(socket.getInputStream());
        this.out = new BufferedOutputStream(socket.getOutputStream());
    }

    /** Reads the next request; false when the client has closed. */
    boolean awaitRequest() throws IOException {
        Optional<String> line = line();
        if (line.isEmpty()) {
            return false;
        }
        String[] parts = line.get().split(" ", -1);
        if (parts.length != 3) {
            close = true;
            text(400, "bad request line\n");
            return false;
        }
        method = parts[0];
        target = parts[1];
        version = parts[2];
        headers = readHeaders();
        close = version.equals("HTTP/1.0")
                || header("connection")
                        .map(value -> value.equalsIgnoreCase("close"))
                        .orElse(false);
        if (header("expect").isPresent()) {
            out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(ISO_8859_1));
            out.flush();
        }
        body = readBody();
        return true;
    }

    /** Whether the request is no request, but the way in which clients begin HTTP/2. */
    boolean beginsHttp2() {
        return method.equals("PRI") && version.equals("HTTP/2.0");
    }

    String method() {
        return method;
    }

    String path() {
        int question = target.indexOf('?');
        return question < 0 ? target : target.substring(0, question);
    }

    Map<String, String> headers() {
        return headers;
    }

    Optional<String> header(String lowerCaseName) {
        return Optional.ofNullable(headers.get(lowerCaseName));
    }

    String body() {
        return new String(body, UTF_8);
    }

    /** A parameter of the query. */
    Optional<String> parameter(String name) {
        int question = target.indexOf('?');
        if (question < 0) {
            return Optional.empty();
        }
        for (String pair : target.substring(question + 1).split("&", -1)) {
            if (pair.startsWith(name + "=")) {
                return Optional.of(URLDecoder.decode(pair.substring(name.length() + 1), UTF_8));
            }
        }
        return Optional.empty();
    }

    int number(String name, int otherwise) {
        return parameter(name).map(Integer::parseInt).orElse(otherwise);
    }

    boolean keepsAlive() {
        return !close;
    }

    void closeAfterwards() {
        close = true;
    }

    InputStream input() {
        return in;
    }

    OutputStream output() {
        return out;
    }

    void text(int status, String text) throws IOException {
        send(status, "text/plain; charset=utf-8", text.getBytes(UTF_8));
    }

    void json(int status, String json) throws IOException {
        send(status, "application/json", json.getBytes(UTF_8));
    }

    void send(int status, String type, byte[] content) throws IOException {
        head(status, "Content-Type: " + type + "\r\nContent-Length: " + content.length + "\r\n");
        if (!method.equals("HEAD")) {
            out.write(content);
        }
        out.flush();
    }

    /** Begins an answer whose parts follow by {@link #chunk}. */
    void beginChunks(String type) throws IOException {
        head(200, "Content-Type: " + type + "\r\nTransfer-Encoding: chunked\r\n");
        out.flush();
    }

    /** Sends a part at once; an empty one ends the answer. */
    void chunk(String part) throws IOException {
        byte[] bytes = part.getBytes(UTF_8);
        out.write((Integer.toHexString(bytes.length) + "\r\n").getBytes(ISO_8859_1));
        out.write(bytes);
        out.write("\r\n".getBytes(ISO_8859_1));
        out.flush();
    }

    void head(int status, String fields) throws IOException {
        String connection = close ? "Connection: close\r\n" : "";
        out.write(("HTTP/1.1 " + status + " " + reason(status) + "\r\n" + connection + fields + "\r\n")
                .getBytes(ISO_8859_1));
    }

    private static String reason(int status) {
        return switch (status) {
            case 101 -> "Switching Protocols";
            case 200 -> "OK";
            case 400 -> "Bad Request";
            case 404 -> "Not Found";
            case 500 -> "Internal Server Error";
            case 503 -> "Service Unavailable";
            default -> "Status";
        };
    }

    private Map<String, String> readHeaders() throws IOException {
        Map<String, String> read = new LinkedHashMap<>();
        for (String line = mustLine(); !line.isEmpty(); line = mustLine()) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                read.put(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        }
        return read;
    }

    private byte[] readBody() throws IOException {
        if (header("transfer-encoding").map("chunked"::equalsIgnoreCase).orElse(false)) {
            return readChunks();
        }
        return in.readNBytes(header("content-length").map(Integer::parseInt).orElse(0));
    }

    private byte[] readChunks() throws IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        int length;
        do {
            length = Integer.parseInt(mustLine().split(";", 2)[0].strip(), 16);
            whole.write(in.readNBytes(length));
            mustLine(); // the end of the chunk, or of the trailers
        } while (length > 0);
        return whole.toByteArray();
    }

    private String mustLine() throws IOException {
        return line().orElseThrow(EOFException::new);
    }

    private Optional<String> line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int read = in.read(); read != '\n'; read = in.read()) {
            if (read < 0) {
                return Optional.empty();
            }
            if (line.length() == LONGEST_LINE) {
                throw new IOException("a line of more than " + LONGEST_LINE + " bytes");
            }
            if (read != '\r') {
                line.append((char) read);
            }
        }
        return Optional.of(line.toString());
    }
}
