package io.swarmbid.host.cli;

import io.swarmbid.host.log.Printable;
import java.util.ArrayList;
import java.util.List;

/** Columns of text, as wide as what is in them. */
final class TextTable {
    private static final String RIGHT = ">";
    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();
    private final boolean[] isRight;

    /**
     * An empty table.
     *
     * @param titles of the columns; one that begins with {@code >} is aligned to the right.
     */
    TextTable(final String... titles) {
        isRight = new boolean[titles.length];
        final List<String> head = new ArrayList<>();
        for (int i = 0; i < titles.length; i++) {
            isRight[i] = titles[i].startsWith(RIGHT);
            head.add(isRight[i] ? titles[i].substring(RIGHT.length()) : titles[i]);
        }
        rows.add(head);
    }

    void row(final List<String> cells) {
        rows.add(cells.stream().map(Printable::of).toList());
    }

    void appendTo(final StringBuilder out) {
        final int[] widths = new int[isRight.length];
        for (final List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        for (final List<String> row : rows) {
            final StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                final String cell = row.get(i);
                final String space = " ".repeat(widths[i] - cell.length());
                line.append(i == 0 ? "" : GAP).append(isRight[i] ? space + cell : cell + space);
            }
            out.append(line.toString().stripTrailing()).append(System.lineSeparator());
        }
    }
}
