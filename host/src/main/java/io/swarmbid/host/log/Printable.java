package io.swarmbid.host.log;

/**
 * Text for a terminal. Names and messages come from files that anybody may have written: a control character in them could
 * move the cursor, clear the screen or turn the line around, so it is shown as JSON would write it instead.
 */
public final class Printable {
    private Printable() {}

    /** The text on one line: control characters, line ends and invisible marks are escaped as {@code \\u001b}. */
    public static String of(final String text) {
        return escaped(text, false);
    }

    /** As {@link #of}, but the line feeds between lines stay. */
    public static String lines(final String text) {
        return escaped(text, true);
    }

    private static String escaped(final String text, final boolean isLines) {
        if (text.codePoints().allMatch(point -> isPlain(point, isLines))) {
            return text;
        }
        final StringBuilder out = new StringBuilder(text.length() + 16);
        text.codePoints()
                .forEach(
                        point -> {
                            if (isPlain(point, isLines)) {
                                out.appendCodePoint(point);
                            } else {
                                for (final char half : Character.toChars(point)) {
                                    out.append(String.format("\\u%04x", (int) half));
                                }
                            }
                        });
        return out.toString();
    }

    private static boolean isPlain(final int point, final boolean isLines) {
        return switch (Character.getType(point)) {
            case Character.CONTROL -> isLines && point == '\n';
            case Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE ->
                    false;
            default -> true;
        };
    }
}
