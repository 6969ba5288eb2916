package dev.berth.api.secrets;

/** The value of a secret variable on its way into the box. */
public record Plaintext(String value) {

    @Override
    public String toString() {
        return "Plaintext[redacted]";
    }
}
