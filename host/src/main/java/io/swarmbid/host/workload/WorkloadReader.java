package io.swarmbid.host.workload;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads workloads. The format is described field by field in docs/workload.md. */
public final class WorkloadReader {
    /** The largest file, in bytes. */
    public static final int FILE_LENGTH_MAX = 1 << 20;

    private static final String BUILT_IN = "built-in.yaml";
    private static final int TASKS_MAX = 10_000;
    private static final int DEPTH_ALIASES_MAX = 50;
    private static final List<String> FIELDS = List.of("runFor", "machine", "tasks");

    private WorkloadReader() {}

    /**
     * Reads a file.
     *
     * @throws WorkloadException with all its mistakes
     * @throws IOException when it cannot be read
     */
    public static Workload read(final Path file) throws IOException, WorkloadException {
        final byte[] bytes;
        try (InputStream input = Files.newInputStream(file)) {
            bytes = input.readNBytes(FILE_LENGTH_MAX + 1);
        }
        return parse(file.toString(), bytes);
    }

    /** The workload that runs when none is given. */
    public static Workload builtIn() {
        try (InputStream input = WorkloadReader.class.getResourceAsStream(BUILT_IN)) {
            return parse(BUILT_IN, input.readAllBytes());
        } catch (final IOException | WorkloadException broken) {
            throw new IllegalStateException("the built-in workload is broken", broken);
        }
    }

    static Workload parse(final String file, final byte[] bytes) throws WorkloadException {
        final Problems problems = new Problems(file);
        final Node root = compose(bytes, problems);
        final Workload workload = root == null ? null : workload(root, problems);
        if (problems.any()) {
            throw problems.exception();
        }
        return workload;
    }

    private static Node compose(final byte[] bytes, final Problems problems) {
        if (bytes.length > FILE_LENGTH_MAX) {
            problems.add(
                    1, "the file is too long", "at most " + FILE_LENGTH_MAX + " bytes are read");
            return null;
        }
        final LoadSettings settings =
                LoadSettings.builder()
                        .setCodePointLimit(FILE_LENGTH_MAX)
                        .setMaxAliasesForCollections(DEPTH_ALIASES_MAX)
                        .build();
        try {
            final String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            final Optional<Node> root = new Compose(settings).composeString(text);
            if (root.isEmpty()) {
                problems.add(1, "the file is empty", "it needs at least a list of tasks");
            }
            return root.orElse(null);
        } catch (final MarkedYamlEngineException broken) {
            final int line = broken.getProblemMark().map(Mark::getLine).orElse(0) + 1;
            problems.add(
                    line,
                    "not YAML: " + broken.getProblem(),
                    "see docs/workload.md for an example");
        } catch (final YamlEngineException broken) {
            problems.add(
                    1, "not YAML: " + firstLine(broken), "see docs/workload.md for an example");
        } catch (final CharacterCodingException broken) {
            problems.add(1, "the file is not UTF-8", "save it as UTF-8");
        }
        return null;
    }

    private static String firstLine(final YamlEngineException broken) {
        return String.valueOf(broken.getMessage()).lines().findFirst().orElse("");
    }

    private static Workload workload(final Node root, final Problems problems) {
        final Fields fields = new Fields("the workload", root, FIELDS, problems);
        final long runForNs =
                fields.number("runFor", Quantity.DURATION, 0, TaskReader.TIME_NS_MAX, 0);
        final MachineSettings machine =
                MachineReader.read(fields.mapping("machine", MachineReader.FIELDS));
        if (!fields.has("tasks")) {
            fields.missing("tasks", "a list of tasks");
        }
        final List<WorkloadTask> tasks = new ArrayList<>();
        final Map<String, Integer> lines = new HashMap<>();
        final List<Node> nodes = fields.list("tasks");
        if (fields.has("tasks") && nodes.isEmpty() || nodes.size() > TASKS_MAX) {
            fields.problem(
                    "tasks",
                    "there are " + nodes.size() + " tasks",
                    "there may be 1 to " + TASKS_MAX);
            return null;
        }
        for (final Node node : nodes) {
            final WorkloadTask task =
                    TaskReader.read(new Fields("a task", node, TaskReader.FIELDS, problems));
            final Integer first = lines.putIfAbsent(task.name(), task.line());
            if (first != null && !task.name().isEmpty()) {
                problems.add(
                        node,
                        "task " + task.name() + " is also on line " + first,
                        "give each its own name");
            }
            tasks.add(task);
        }
        return new Workload(runForNs, machine, tasks);
    }
}
