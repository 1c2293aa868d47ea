package io.swarmbid.host.report;

import io.swarmbid.host.report.draw.Figures;
import io.swarmbid.host.report.record.History;
import io.swarmbid.host.report.record.Instance;
import io.swarmbid.host.report.record.Task;
import io.swarmbid.host.report.record.Why;

/** Tasks, instances and reasons in words. */
final class Words {
    /** Ids from here upward the engine gave itself. */
    private static final long ENGINE_IDS = 1L << 32;

    private static final long ABSENT = Long.MIN_VALUE;

    private Words() {}

    static String task(final Task task) {
        final String owner = Figures.cut(task.customer(), 16);
        final String what = Figures.cut(task.taskClass(), 16);
        final String both = owner.isEmpty() || what.isEmpty() ? owner + what : owner + " / " + what;
        return both.isEmpty() ? Long.toString(task.id()) : task.id() + " " + both;
    }

    static String instance(final long id) {
        return id == 0
                ? Figures.NONE
                : id < ENGINE_IDS ? Long.toString(id) : "e" + (id - ENGINE_IDS);
    }

    static String instance(final Instance instance) {
        return "instance "
                + instance(instance.id())
                + " of "
                + Figures.cut(instance.pool().name(), 24);
    }

    static String money(final long nano) {
        return nano == ABSENT ? Figures.NONE : Figures.money(nano);
    }

    static String id(final long id) {
        return id == ABSENT ? Figures.NONE : Long.toString(id);
    }

    static String deficit(final long deficit, final String kind) {
        if (deficit == ABSENT) {
            return kind.isEmpty() ? Figures.NONE : kind;
        }
        return deficit + " " + kind;
    }

    static String outcome(final Task task) {
        return switch (task.outcome()) {
            case SUBMITTED -> "no decision";
            case QUEUED -> "still queued";
            case RUNNING -> task.units() + (task.units() == 1 ? " unit" : " units") + " at the end";
            case COMPLETED -> "DONE".equals(task.end()) ? "done" : task.end();
            case REJECTED -> "rejected " + task.end();
            case REFUSED -> "refused " + task.end();
        };
    }

    static String state(final History history, final int i) {
        final int units = history.units(i);
        final String held = units + (units == 1 ? " unit" : " units");
        return switch (history.state(i)) {
            case QUEUED -> "queued";
            case RUNNING -> held;
            case EXHAUSTED -> held + ", exhausted";
        };
    }

    static String outcomeAndFinding(final Task task) {
        return outcome(task) + (task.finding().isEmpty() ? "" : ", " + task.finding());
    }

    /** Why the task waited last, and what it was short of. */
    static String waited(final Task task) {
        final boolean isShort = !task.reason().isEmpty() && task.deficit() != ABSENT;
        return task.reason()
                + (isShort ? ", " + deficit(task.deficit(), task.reasonKind()) + " short" : "");
    }

    /** The reason as a phrase; empty where there is nothing to say. */
    static String why(final Why why) {
        final StringBuilder text = new StringBuilder();
        if (why.reason() != null) {
            text.append(why.reason());
        }
        append(
                text,
                why.revoked() == null || why.revoked().isEmpty()
                        ? ""
                        : "lost all: " + why.revoked());
        final String kind = why.kind() == null ? "" : why.kind();
        append(text, why.deficit() == ABSENT ? "" : why.deficit() + " " + kind + " short");
        append(
                text,
                why.priceToBeat() == ABSENT
                        ? ""
                        : "price to beat " + Figures.money(why.priceToBeat()));
        append(text, why.rival() == ABSENT ? "" : "rival " + why.rival());
        append(text, why.margin() == ABSENT ? "" : "margin " + Figures.money(why.margin()) + "/h");
        append(text, why.slope() == ABSENT ? "" : "slope " + Figures.money(why.slope()) + "/h");
        return text.toString();
    }

    private static void append(final StringBuilder text, final String more) {
        if (!more.isEmpty()) {
            text.append(text.length() == 0 ? "" : ", ").append(more);
        }
    }
}
