package io.swarmbid.host.workload;

import io.swarmbid.codec.Speedup;
import io.swarmbid.host.actuator.DrainSignal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads one task; the ranges are the engine's, so that what is read here is not refused there. */
final class TaskReader {
    static final List<String> FIELDS =
            List.of(
                    "name",
                    "customer",
                    "class",
                    "bid",
                    "work",
                    "min",
                    "max",
                    "bundle",
                    "speedup",
                    "command",
                    "startAt",
                    "deadline",
                    "ttl",
                    "moveCost",
                    "preemptible",
                    "drainSignal",
                    "rebids",
                    "environment",
                    "directory");

    static final long TIME_NS_MAX = 1L << 62;
    private static final long BID_MAX = 4_000_000_000_000_000_000L;
    private static final long MOVE_COST_MAX = 1_000_000_000_000_000L;
    private static final int UNITS_MAX = 256;
    private static final int VRUS_MAX = 1_024;
    private static final int PPM = 1_000_000;
    private static final String COMMAND =
            "a list of words, run as they are, or one text, run by sh -c";

    private TaskReader() {}

    static WorkloadTask read(final Fields fields) {
        final int mistakes = fields.mistakes();
        final long bid = fields.number("bid", Quantity.NUMBER, 0, BID_MAX);
        final long workNs = fields.number("work", Quantity.DURATION, 1, TIME_NS_MAX);
        final int min = (int) fields.number("min", Quantity.NUMBER, 1, UNITS_MAX, 1);
        final int max = (int) fields.number("max", Quantity.NUMBER, 1, UNITS_MAX, Math.max(1, min));
        if (min > max) {
            fields.problem(
                    "min", "min " + min + " is more than max " + max, "lower min or raise max");
        }
        final Fields bundle = fields.mapping("bundle", List.of("vcpu", "memory"));
        final Fields speedup = fields.mapping("speedup", List.of("serialPpm", "tablePpm"));
        final List<Integer> table = table(speedup, max);
        final int serialPpm =
                speedup == null ? 0 : (int) speedup.number("serialPpm", Quantity.SHARE, 0, PPM, 0);
        if (fields.mistakes() == mistakes) {
            checkValueRate(fields, bid, workNs, table, Speedup.amdahlPpm(max, serialPpm));
        }
        final long startAtNs = fields.number("startAt", Quantity.DURATION, 0, TIME_NS_MAX, 0);
        final List<WorkloadTask.Rebid> rebids = rebids(fields, startAtNs);
        return new WorkloadTask(
                Problems.line(fields.node("")),
                name(fields),
                fields.label("customer", "who pays", "default"),
                fields.label("class", "a name for tasks that behave alike", "default"),
                bid,
                workNs,
                min,
                max,
                bundle == null ? 1 : (int) bundle.number("vcpu", Quantity.NUMBER, 1, VRUS_MAX, 1),
                bundle == null ? 0 : (int) bundle.number("memory", Quantity.NUMBER, 0, VRUS_MAX, 0),
                serialPpm,
                table,
                startAtNs,
                fields.number("deadline", Quantity.DURATION, 0, TIME_NS_MAX, WorkloadTask.NONE),
                fields.number("ttl", Quantity.DURATION, 0, TIME_NS_MAX, WorkloadTask.NONE),
                fields.number("moveCost", Quantity.NUMBER, 0, MOVE_COST_MAX, 0),
                fields.flag("preemptible", true),
                drainSignal(fields),
                rebids,
                command(fields),
                environment(fields.mapping("environment", null)),
                directory(fields));
    }

    private static Optional<DrainSignal> drainSignal(final Fields fields) {
        final String right = "USR1, USR2 or TERM";
        final String text = fields.text("drainSignal", right, "");
        final Optional<DrainSignal> signal =
                Arrays.stream(DrainSignal.values())
                        .filter(each -> each.name().equals(text))
                        .findFirst();
        if (!text.isEmpty() && signal.isEmpty()) {
            fields.problem("drainSignal", "drainSignal cannot be " + text, "write " + right);
        }
        return signal;
    }

    private static String name(final Fields fields) {
        final String right = "a name of its own";
        return fields.has("name") ? fields.label("name", right, "") : fields.text("name", right);
    }

    private static List<Integer> table(final Fields speedup, final int max) {
        if (speedup == null || !speedup.has("tablePpm")) {
            return List.of();
        }
        if (speedup.has("serialPpm")) {
            speedup.problem("serialPpm", "speedup has serialPpm and tablePpm", "keep one");
        }
        final List<Integer> table =
                speedup.numbers("tablePpm", Quantity.NUMBER, 0, Integer.MAX_VALUE).stream()
                        .map(Long::intValue)
                        .toList();
        if (table.size() != max) {
            speedup.problem(
                    "tablePpm",
                    "tablePpm has " + table.size() + " entries",
                    "it needs max = " + max + ", S(1) to S(max)");
        } else if (table.get(0) != PPM) {
            speedup.problem("tablePpm", "S(1) is " + table.get(0), "it is 1000000 by definition");
        }
        return table;
    }

    private static void checkValueRate(
            final Fields fields,
            final long bid,
            final long workNs,
            final List<Integer> table,
            final int amdahlPpm) {
        final int largest = table.stream().mapToInt(Integer::intValue).max().orElse(amdahlPpm);
        final long most = Speedup.largestBid(workNs, largest);
        if (bid > most) {
            fields.problem(
                    "bid",
                    "bid is too high for this work and speed-up: " + bid,
                    "it may be 0 to " + most + " nano for them");
        }
    }

    private static List<WorkloadTask.Rebid> rebids(final Fields fields, final long startAtNs) {
        final List<WorkloadTask.Rebid> rebids = new ArrayList<>();
        long last = startAtNs;
        for (final Fields rebid : fields.mappings("rebids", "a rebid", List.of("at", "bid"))) {
            final long at = rebid.number("at", Quantity.DURATION, 0, TIME_NS_MAX);
            if (at <= last) {
                rebid.problem(
                        "at",
                        "this rebid is not after the bid before it",
                        "write them in the order of time");
            }
            last = at;
            rebids.add(
                    new WorkloadTask.Rebid(at, rebid.number("bid", Quantity.NUMBER, 0, BID_MAX)));
        }
        return rebids;
    }

    private static List<String> command(final Fields fields) {
        if (!fields.has("command")) {
            fields.missing("command", COMMAND);
            return List.of();
        }
        final Node node = fields.node("command");
        if (node instanceof ScalarNode) {
            return List.of("/bin/sh", "-c", fields.text("command", COMMAND));
        }
        final List<String> words = fields.words("command", COMMAND);
        if (words.isEmpty() || words.get(0).isEmpty()) {
            fields.problem("command", "command has no first word", "write " + COMMAND);
        }
        return words;
    }

    private static Map<String, String> environment(final Fields fields) {
        final Map<String, String> environment = new LinkedHashMap<>();
        if (fields != null) {
            for (final String name : fields.names()) {
                if (name.isEmpty() || name.indexOf('=') >= 0 || name.indexOf('\0') >= 0) {
                    fields.problem(
                            name,
                            "a variable cannot be called " + name,
                            "use letters, digits and _");
                } else {
                    environment.put(name, fields.word(name, "a text"));
                }
            }
        }
        return environment;
    }

    private static Path directory(final Fields fields) {
        final String text = fields.text("directory", "a path", "");
        try {
            return text.isEmpty() ? null : Path.of(text);
        } catch (final InvalidPathException invalid) {
            fields.problem(
                    "directory", "directory is no path: " + invalid.getReason(), "write a path");
            return null;
        }
    }
}
