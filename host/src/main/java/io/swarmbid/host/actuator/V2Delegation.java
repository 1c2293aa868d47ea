package io.swarmbid.host.actuator;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Makes controllers available in a v2 group. Outside the root, a group that hands controllers down
 * may hold no process itself; where only this process and its ancestors are in it, they are moved
 * into a leaf beside the run's groups, and back at the end.
 */
final class V2Delegation {
    /** The leaf; later runs that start inside it find their way out by its name. */
    static final String LEAF = "swarmbid-hosts";

    /** A file that every group has except the root. */
    private static final String NOT_ROOT = "cgroup.type";

    private static final String SUBTREE = "cgroup.subtree_control";
    private static final List<String> WANTED = List.of("cpu", "memory", "cpuset");

    private final Path base;
    private final List<String> controllers;
    private final GroupTree tree;
    private final List<String> enabled;
    private final boolean leafMade;

    private V2Delegation(
            final Path base,
            final List<String> controllers,
            final GroupTree tree,
            final List<String> enabled,
            final boolean leafMade) {
        this.base = base;
        this.controllers = controllers;
        this.tree = tree;
        this.enabled = enabled;
        this.leafMade = leafMade;
    }

    /**
     * The group to work in: the own one, or, when that is the leaf of an earlier run, the one
     * above.
     */
    static Path base(final Path own) {
        return own.endsWith(LEAF) ? own.getParent() : own;
    }

    static V2Delegation open(final Path base, final GroupTree tree) throws IOException {
        final List<String> available = words(base.resolve("cgroup.controllers"));
        final List<String> controllers = WANTED.stream().filter(available::contains).toList();
        if (!controllers.contains("cpu")) {
            throw new IOException(
                    "cgroup v2 in "
                            + base
                            + " has no cpu controller"
                            + (available.isEmpty()
                                    ? ""
                                    : ", only " + String.join(", ", available)));
        }
        final List<String> present = words(base.resolve(SUBTREE));
        final List<String> missing =
                controllers.stream().filter(name -> !present.contains(name)).toList();
        if (missing.isEmpty()) {
            return new V2Delegation(base, controllers, tree, List.of(), false);
        }
        // Not left to the kernel to refuse: it lets cpu alone through, and then takes no process in
        // the groups inside.
        if (Files.exists(base.resolve(NOT_ROOT)) && tree.pids(base).length > 0) {
            return openThroughLeaf(base, tree, controllers, missing);
        }
        enable(base, missing);
        return new V2Delegation(base, controllers, tree, missing, false);
    }

    private static V2Delegation openThroughLeaf(
            final Path base,
            final GroupTree tree,
            final List<String> controllers,
            final List<String> missing)
            throws IOException {
        final Set<Long> own = ownLine();
        final long[] residents = tree.pids(base);
        for (final long pid : residents) {
            if (!own.contains(pid)) {
                throw new IOException(
                        "cgroup v2 in " + base + " holds other processes (pid " + pid + ")");
            }
        }
        final Path leaf = base.resolve(LEAF);
        if (!Files.isDirectory(leaf)) {
            tree.create(leaf);
        }
        final V2Delegation delegation = new V2Delegation(base, controllers, tree, missing, true);
        try {
            for (final long pid : residents) {
                ControlFile.write(leaf.resolve("cgroup.procs"), Long.toString(pid));
            }
            enable(base, missing);
            return delegation;
        } catch (final IOException denied) {
            delegation.restore();
            throw denied;
        }
    }

    Path base() {
        return base;
    }

    /** The controllers that groups inside have: cpu; memory and cpuset where there are such. */
    List<String> controllers() {
        return controllers;
    }

    /**
     * Moves the processes back and takes the controllers away, unless another run still needs them.
     */
    void restore() {
        if (!leafMade) {
            return;
        }
        try {
            for (final Path child : tree.children(base)) {
                if (RunName.parse(child.getFileName().toString()).isPresent()) {
                    return;
                }
            }
            for (final String controller : enabled) {
                ControlFile.write(base.resolve(SUBTREE), "-" + controller);
            }
            for (final long pid : tree.pids(base.resolve(LEAF))) {
                ControlFile.write(base.resolve("cgroup.procs"), Long.toString(pid));
            }
            tree.remove(base.resolve(LEAF));
        } catch (final IOException inUse) {
            // The leaf limits nothing, so to stay in it harms nobody; the next run uses it again.
            return;
        }
    }

    private static void enable(final Path base, final List<String> controllers) throws IOException {
        final String all =
                controllers.stream().map(name -> "+" + name).collect(Collectors.joining(" "));
        ControlFile.write(base.resolve(SUBTREE), all);
    }

    private static Set<Long> ownLine() {
        final Set<Long> line = new HashSet<>();
        ProcessHandle handle = ProcessHandle.current();
        while (handle != null) {
            line.add(handle.pid());
            handle = handle.parent().orElse(null);
        }
        return line;
    }

    private static List<String> words(final Path file) throws IOException {
        final List<String> words = new ArrayList<>();
        for (final String word : Files.readString(file, StandardCharsets.US_ASCII).split("\\s+")) {
            if (!word.isEmpty()) {
                words.add(word);
            }
        }
        return words;
    }
}
