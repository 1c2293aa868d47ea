package io.swarmbid.host.report.draw;

/** Writes a table row by row; columns whose heading starts with {@code #} hold figures and stand to the right. */
public final class Table {
    private static final int MAX_NAME = 120;

    private final Markup page;
    private final boolean[] isFigure;
    private int column;

    /** Opens the table and writes its heading. */
    public Table(
            final Markup page, final String style, final String caption, final String... headings) {
        this.page = page;
        this.isFigure = new boolean[headings.length];
        page.open("div", "class", "scroll").open("table", "class", style);
        page.leaf("caption", caption).open("thead").open("tr");
        for (int i = 0; i < headings.length; i++) {
            isFigure[i] = headings[i].startsWith("#");
            page.leaf(
                    "th",
                    isFigure[i] ? headings[i].substring(1) : headings[i],
                    "class",
                    isFigure[i] ? "n" : "t");
        }
        page.close(2).open("tbody");
    }

    /** Begins a row. */
    public Table row(final String style) {
        column = 0;
        page.open("tr", "class", style);
        return this;
    }

    /** A cell with a text of our own or a figure. */
    public Table cell(final Object text) {
        page.leaf("td", text, "class", isFigure[column++] ? "n" : "t");
        return this;
    }

    /** A cell with a figure, and the number by which its column is sorted. */
    public Table cell(final Object text, final double order) {
        final boolean figure = isFigure[column++];
        page.leaf("td", text, "class", figure ? "n" : "t", "data-v", plain(order));
        return this;
    }

    /** A cell with a name from outside, cut where it is very long. */
    public Table name(final String fullName) {
        column++;
        final String name = Figures.cut(fullName, MAX_NAME);
        page.open("td", "class", "name", "title", name)
                .leaf("bdi", name.isEmpty() ? Figures.NONE : name)
                .close();
        return this;
    }

    /** A cell with a bar from 0 to 1, or below 0 for what is lost. */
    public Table bar(final double share) {
        column++;
        final double width = Math.round(Math.min(1, Math.abs(share)) * 1000) / 10.0;
        page.open("td", "class", "bar");
        page.leaf("i", "", "class", share < 0 ? "loss" : "gain", "style", "width:" + width + "%")
                .close();
        return this;
    }

    /** Ends the row. */
    public Table end() {
        page.close();
        return this;
    }

    /** Closes the table. */
    public void close() {
        page.close(3).line();
    }

    private static String plain(final double order) {
        return order == Math.rint(order) ? Long.toString((long) order) : Double.toString(order);
    }
}
