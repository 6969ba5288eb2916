package dev.berth.sample;

/** JSON strings, without a library that would have to be loaded at start. */
final class Json {

    static String text(String value) {
        StringBuilder json = new StringBuilder("\"");
        value.chars().forEach(character -> {
            switch (character) {
                case '"' -> json.append("\\\"");
                case '\\' -> json.append("\\\\");
                default -> {
                    if (character < ' ') {
                        json.append("\\u%04x".formatted(character));
                    } else {
                        json.append((char) character);
                    }
                }
            }
        });
        return json.append('"').toString();
    }

    private Json() {}
}
