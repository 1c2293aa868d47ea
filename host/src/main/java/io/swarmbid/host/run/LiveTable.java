package io.swarmbid.host.run;

import io.swarmbid.pipeline.LatencySnapshot;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Draws a run for a terminal: who holds which part of the machine, what each task offers and uses, and under it the
 * latest lines of the story. Immutable.
 */
final class LiveTable {
    private static final int WIDE = 110;
    private static final int PAID_FROM = 95;
    private static final int MEDIUM = 76;
    private static final int NAME_MIN = 6;
    private static final int NAME_MAX = 16;
    private static final int OFFER = 8;
    private static final int UNITS = 7;
    private static final int CPU = 14;
    private static final int PAID = 9;
    private static final int STORY_MIN = 4;
    private static final int STORY_MAX = 12;
    private static final int CELLS_MAX = 64;
    private static final int PERCENT_DIGITS = 4;
    private static final String BOLD = "1";
    private static final String DIM = "2";
    private static final String[] COLOURS = {"36", "33", "35", "32", "34", "31"};

    private final int columns;
    private final int rows;
    private final boolean isUnicode;

    /**
     * A table for a terminal.
     *
     * @param columns wide.
     * @param rows high.
     * @param isUnicode whether it shows more than ASCII.
     */
    LiveTable(final int columns, final int rows, final boolean isUnicode) {
        this.columns = Math.max(1, columns - 1);
        this.rows = Math.max(1, rows);
        this.isUnicode = isUnicode;
    }

    /** The lines to show, none wider or more than the terminal takes. */
    List<String> render(final RunView view, final List<String> story) {
        final char[] marks = marks(view.tasks());
        final List<String> lines = new ArrayList<>();
        lines.add(head(view));
        lines.add(engine(view));
        lines.add("");
        lines.add(strip(view, marks));
        lines.add(prices(view));
        lines.add("");
        lines.add(titles(view));
        final int room = Math.max(1, rows - lines.size() - 2 - STORY_MIN);
        final List<Integer> shown = shown(view.tasks(), room);
        for (final int index : shown) {
            lines.add(row(view, index, marks[index]));
        }
        final int hidden = view.tasks().size() - shown.size();
        if (hidden > 0) {
            lines.add(new Line(columns).add(DIM, "  and " + hidden + " more tasks").toString());
        }
        lines.add("");
        final int told = Math.min(STORY_MAX, Math.max(0, rows - lines.size()));
        story.subList(Math.max(0, story.size() - told), story.size())
                .forEach(text -> lines.add(new Line(columns).add(text).toString()));
        return lines.subList(0, Math.min(rows, lines.size()));
    }

    private String head(final RunView view) {
        final Line line = new Line(columns).add(BOLD, "swarmbid run").add("  " + view.title());
        final String now = String.format(Locale.ROOT, "%.1f s", view.nowNs() / 1e9);
        if (view.durationNs() == 0) {
            return line.add("  " + now + ", until all tasks have ended").toString();
        }
        final long leftNs = Math.max(0, view.durationNs() - view.nowNs());
        return line.add(String.format(Locale.ROOT, "  %s, %.1f s left", now, leftNs / 1e9))
                .toString();
    }

    private String engine(final RunView view) {
        final LatencySnapshot latency = view.latency();
        return new Line(columns)
                .add(
                        DIM,
                        view.decisions()
                                + " decisions: p50 "
                                + Words.duration(latency.p50Ns())
                                + ", p99 "
                                + Words.duration(latency.p99Ns())
                                + ", max "
                                + Words.duration(latency.maxNs())
                                + "; "
                                + view.actuator()
                                + ", "
                                + view.probes()
                                + " probes")
                .toString();
    }

    /** The machine from its first vcpu VRU to its last, each with the mark of the task that holds it. */
    private String strip(final RunView view, final char[] marks) {
        final int vrus = view.machine().vcpuVrus();
        final String after =
                String.format(
                        Locale.ROOT,
                        " %d VRUs of %s %% vCPU, busy %.2f",
                        vrus,
                        percent(view.machine().settings().vcpuSharePpm()),
                        view.busyPpm() / 1e6);
        final Line line = new Line(columns).add("machine [");
        final int room = Math.max(1, line.rest() - 1 - (columns < MEDIUM ? 0 : after.length()));
        final int each =
                Math.max(1, (vrus + Math.min(room, CELLS_MAX) - 1) / Math.min(room, CELLS_MAX));
        for (int vru = 0; vru < vrus; vru += each) {
            final int owner = owner(view.tasks(), vru);
            if (owner < 0) {
                line.add(isUnicode ? "·" : ".");
            } else {
                line.add("7;" + colour(owner), String.valueOf(marks[owner]));
            }
        }
        return line.add("]").add(DIM, after).toString();
    }

    private static String percent(final long ppm) {
        return BigDecimal.valueOf(ppm, PERCENT_DIGITS).stripTrailingZeros().toPlainString();
    }

    private static int owner(final List<TaskView> tasks, final int vru) {
        for (int index = 0; index < tasks.size(); index++) {
            if (tasks.get(index).vcpus().get(vru)) {
                return index;
            }
        }
        return -1;
    }

    private String prices(final RunView view) {
        final Line line =
                new Line(columns)
                        .add("price   vcpu VRU ")
                        .add(BOLD, Words.rate(view.prices().vcpu()));
        if (view.machine().memoryVrus() > 0) {
            line.add(", memory VRU ").add(BOLD, Words.rate(view.prices().memory()));
        }
        return line.add(DIM, "  (m/h: thousandths an hour)").toString();
    }

    private String titles(final RunView view) {
        final Line line = new Line(columns);
        line.left("  TASK", 2 + nameWidth(view.tasks()));
        line.right("OFFERS", OFFER).right("UNITS", UNITS).add("  ");
        if (barWidth() > 0) {
            line.left("CPU", barWidth() + 1);
        }
        line.right("USED OF vCPU", CPU);
        if (columns >= PAID_FROM) {
            line.right("PAID", PAID);
        }
        return new Line(columns).add(DIM, line.add("  STATE").toString()).toString();
    }

    private String row(final RunView view, final int index, final char mark) {
        final TaskView task = view.tasks().get(index);
        final Line line =
                new Line(columns).add(colour(index) + ";1", String.valueOf(mark)).add(" ");
        line.left(task.spec().name(), nameWidth(view.tasks()));
        line.right(String.format(Locale.ROOT, "%.1f", task.offer() / 1e6), OFFER);
        line.right(task.units() + "/" + task.spec().max(), UNITS).add("  ");
        if (barWidth() > 0) {
            bar(line, task, view, colour(index));
        }
        line.right(
                task.cpuPpm() == 0
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                "%.2f of %.2f",
                                task.usedPpm() / 1e6,
                                task.cpuPpm() / 1e6),
                CPU);
        if (columns >= PAID_FROM) {
            line.right(
                    task.chargeNano() == 0
                            ? ""
                            : String.format(Locale.ROOT, "%.4f", task.chargeNano() / 1e6),
                    PAID);
        }
        return line.add("  ").add(style(task), state(task)).toString();
    }

    /** CPU used, within what is granted, on the scale of the whole machine. */
    private void bar(
            final Line line, final TaskView task, final RunView view, final String colour) {
        final int width = barWidth();
        final long whole = view.machine().vcpuVrus() * view.machine().settings().vcpuSharePpm();
        final int granted = cells(task.cpuPpm(), whole, width);
        final int used = Math.min(granted, cells(task.usedPpm(), whole, width));
        line.add(colour, (isUnicode ? "█" : "#").repeat(used));
        line.add(DIM, (isUnicode ? "░" : "-").repeat(granted - used));
        line.add(" ".repeat(width - granted + 1));
    }

    private static int cells(final long part, final long whole, final int width) {
        return (int) Math.min(width, (part * width + whole / 2) / whole);
    }

    private static String style(final TaskView task) {
        return switch (task.phase()) {
            case RUNNING -> "32";
            case WAITING -> "33";
            case FAILED, REJECTED -> "31";
            default -> DIM;
        };
    }

    private static String state(final TaskView task) {
        final String phase =
                switch (task.phase()) {
                    case COMING ->
                            String.format(
                                    Locale.ROOT, "bids at %.3g s", task.spec().startAtNs() / 1e9);
                    case WAITING -> task.hasProcess() ? "paused" : "waits";
                    default -> task.phase().toString();
                };
        return phase + (task.note().isEmpty() ? "" : ": " + task.note());
    }

    private int barWidth() {
        return columns >= WIDE ? 16 : columns >= MEDIUM ? 8 : 0;
    }

    private static int nameWidth(final List<TaskView> tasks) {
        final int longest =
                tasks.stream().mapToInt(task -> task.spec().name().length()).max().orElse(0);
        return Math.max(NAME_MIN, Math.min(NAME_MAX, longest));
    }

    private static String colour(final int index) {
        return COLOURS[index % COLOURS.length];
    }

    /** The tasks to show where not all have room: those that run, then those that wait, then the rest. */
    private static List<Integer> shown(final List<TaskView> tasks, final int room) {
        final List<Integer> all = new ArrayList<>();
        for (int index = 0; index < tasks.size(); index++) {
            all.add(index);
        }
        if (all.size() <= room) {
            return all;
        }
        return all.stream()
                .sorted((a, b) -> urgency(tasks.get(a)) - urgency(tasks.get(b)))
                .limit(Math.max(0, room - 1))
                .sorted()
                .collect(Collectors.toList());
    }

    private static int urgency(final TaskView task) {
        return switch (task.phase()) {
            case RUNNING -> 0;
            case WAITING -> 1;
            case COMING -> 2;
            default -> 3;
        };
    }

    /** A letter for each task: of its name one that no earlier task has, where there is one. */
    private static char[] marks(final List<TaskView> tasks) {
        final char[] marks = new char[tasks.size()];
        String taken = "";
        for (int index = 0; index < marks.length; index++) {
            final String name = tasks.get(index).spec().name();
            char mark = (char) ('A' + index % 26);
            for (int i = 0; i < name.length(); i++) {
                final char letter = name.charAt(i);
                if (letter > ' ' && letter <= '~' && taken.indexOf(letter) < 0) {
                    mark = letter;
                    break;
                }
            }
            taken += mark;
            marks[index] = mark;
        }
        return marks;
    }
}
