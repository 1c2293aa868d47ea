package io.swarmbid.host.report.draw;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Builds a page that is well-formed both as HTML and as XML: every element that is opened is closed, every text and
 * attribute is escaped. Not thread safe.
 */
public final class Markup {
    private final StringBuilder out = new StringBuilder(1 << 16);
    private final Deque<String> openTags = new ArrayDeque<>();

    /** Opens an element; attributes come as name, value, name, value. */
    public Markup open(final String tag, final Object... attributes) {
        start(tag, attributes);
        out.append('>');
        openTags.push(tag);
        return this;
    }

    /** Closes the element opened last. */
    public Markup close() {
        out.append("</").append(openTags.pop()).append('>');
        return this;
    }

    /** Closes as many elements. */
    public Markup close(final int count) {
        for (int i = 0; i < count; i++) {
            close();
        }
        return this;
    }

    /** An element without content. */
    public Markup empty(final String tag, final Object... attributes) {
        start(tag, attributes);
        out.append("/>");
        return this;
    }

    /** An element that holds one text. */
    public Markup leaf(final String tag, final Object text, final Object... attributes) {
        return open(tag, attributes).text(text).close();
    }

    /** A text. */
    public Markup text(final Object text) {
        escape(String.valueOf(text), out);
        return this;
    }

    /** Markup that is known to be safe and well-formed. */
    public Markup raw(final CharSequence trusted) {
        out.append(trusted);
        return this;
    }

    /** Ends a line, for those who read the source. */
    public Markup line() {
        out.append('\n');
        return this;
    }

    /** The page so far; every element must be closed. */
    public String build() {
        if (!openTags.isEmpty()) {
            throw new IllegalStateException("not closed: " + openTags);
        }
        return out.toString();
    }

    private void start(final String tag, final Object... attributes) {
        out.append('<').append(tag);
        for (int i = 0; i + 1 < attributes.length; i += 2) {
            out.append(' ').append(attributes[i]).append("=\"");
            escape(String.valueOf(attributes[i + 1]), out);
            out.append('"');
        }
    }

    /** The text with markup made harmless, and with what no page may hold or what reorders text replaced. */
    public static String escape(final String text) {
        final StringBuilder escaped = new StringBuilder(text.length() + 16);
        escape(text, escaped);
        return escaped.toString();
    }

    private static void escape(final String text, final StringBuilder target) {
        for (int i = 0; i < text.length(); i++) {
            final char c = text.charAt(i);
            switch (c) {
                case '<' -> target.append("&lt;");
                case '>' -> target.append("&gt;");
                case '&' -> target.append("&amp;");
                case '"' -> target.append("&quot;");
                case '\'' -> target.append("&#39;");
                default -> {
                    final boolean isPair =
                            Character.isHighSurrogate(c)
                                    && i + 1 < text.length()
                                    && Character.isLowSurrogate(text.charAt(i + 1));
                    if (isPair) {
                        target.append(c).append(text.charAt(++i));
                    } else {
                        target.append(isHarmless(c) ? c : '\uFFFD');
                    }
                }
            }
        }
    }

    private static boolean isHarmless(final char c) {
        if (c < 0x20) {
            return c == '\n' || c == '\t';
        }
        final boolean isControl = c >= 0x7f && c < 0xa0;
        final boolean isReordering = c >= 0x202a && c <= 0x202e || c >= 0x2066 && c <= 0x2069;
        return !isControl && !isReordering && !Character.isSurrogate(c) && c < 0xfffe;
    }

    /** A JSON string, quotes included, that may stand inside a script element of a page. */
    public static String json(final String text) {
        final StringBuilder quoted = new StringBuilder(text.length() + 8).append('"');
        for (int i = 0; i < text.length(); i++) {
            final char c = text.charAt(i);
            final boolean isPlain = c >= 0x20 && c < 0x7f && "\"\\<>&'".indexOf(c) < 0;
            if (isPlain) {
                quoted.append(c);
            } else {
                quoted.append(
                        String.format(
                                "\\u%04x",
                                (int) (isHarmless(c) || Character.isSurrogate(c) ? c : 0xfffd)));
            }
        }
        return quoted.append('"').toString();
    }
}
