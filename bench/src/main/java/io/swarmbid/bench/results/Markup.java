package io.swarmbid.bench.results;

/** Text in HTML and SVG. */
final class Markup {
    private Markup() {}

    /** Text as it may stand between tags and in quotes. */
    static String escape(final String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
