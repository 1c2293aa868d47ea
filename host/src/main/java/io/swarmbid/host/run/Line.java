package io.swarmbid.host.run;

/** One line for a terminal, built from its left end: never wider than it may be, however it is coloured. */
final class Line {
    private static final String RESET = "\u001b[0m";

    private final StringBuilder text = new StringBuilder();
    private final int columns;
    private int used;

    Line(final int columns) {
        this.columns = columns;
    }

    /** Plain text; what does not fit is cut off. */
    Line add(final String words) {
        final int length = Math.min(words.length(), columns - used);
        if (length > 0) {
            text.append(words, 0, length);
            used += length;
        }
        return this;
    }

    /** Text in a style, a number list as SGR takes it. */
    Line add(final String style, final String words) {
        if (used < columns && !words.isEmpty()) {
            text.append("\u001b[").append(style).append('m');
            add(words);
            text.append(RESET);
        }
        return this;
    }

    /** Text on the left of a column of this width, cut to it. */
    Line left(final String words, final int width) {
        return add(fit(words, width) + " ".repeat(Math.max(0, width - words.length())));
    }

    /** Text on the right of a column of this width, cut to it. */
    Line right(final String words, final int width) {
        return add(" ".repeat(Math.max(0, width - words.length())) + fit(words, width));
    }

    /** Columns that are left. */
    int rest() {
        return columns - used;
    }

    private static String fit(final String words, final int width) {
        return words.substring(0, Math.min(words.length(), width));
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
