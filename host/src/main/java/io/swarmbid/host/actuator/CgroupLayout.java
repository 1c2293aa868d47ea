package io.swarmbid.host.actuator;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where this process's own control groups are in the file system, for each hierarchy that is
 * mounted. Understands pure v2, pure v1, and the hybrid of both.
 *
 * @param unified the own group in the v2 hierarchy, or null when none is mounted
 * @param legacy the own group in the v1 hierarchy of each controller, by the controller's name
 */
record CgroupLayout(Path unified, Map<String, Path> legacy) {
    private static final int MOUNT_ROOT = 3;
    private static final int MOUNT_POINT = 4;
    private static final int MOUNT_OPTIONS = 5;
    private static final int OCTAL = 8;

    CgroupLayout {
        legacy = Map.copyOf(legacy);
    }

    /** Reads the layout of this process. */
    static CgroupLayout read(final Path proc) throws IOException {
        return parse(
                Files.readAllLines(proc.resolve("self/mountinfo"), StandardCharsets.UTF_8),
                Files.readAllLines(proc.resolve("self/cgroup"), StandardCharsets.UTF_8));
    }

    /**
     * Puts {@code /proc/self/mountinfo} and {@code /proc/self/cgroup} together (formats: proc(5),
     * cgroups(7)).
     *
     * @param mountinfo lines of the one
     * @param memberships lines of the other
     */
    static CgroupLayout parse(final List<String> mountinfo, final List<String> memberships) {
        final Map<String, String> groups = new HashMap<>();
        for (final String line : memberships) {
            final String[] fields = line.split(":", 3);
            if (fields.length == 3) {
                for (final String controller : fields[1].split(",")) {
                    groups.put(controller, fields[2]);
                }
            }
        }
        Path unified = null;
        final Map<String, Path> legacy = new HashMap<>();
        for (final String line : mountinfo) {
            final int separator = line.indexOf(" - ");
            if (separator < 0) {
                continue;
            }
            final String[] mount = line.substring(0, separator).split(" ");
            final String[] source = line.substring(separator + 3).split(" ");
            if (mount.length <= MOUNT_OPTIONS || source.length == 0) {
                continue;
            }
            if (source[0].equals("cgroup2") && unified == null) {
                unified = ownGroup(mount, groups.getOrDefault("", "/"));
            } else if (source[0].equals("cgroup")) {
                for (final String option : source[source.length - 1].split(",")) {
                    if (groups.containsKey(option) && !option.isEmpty()) {
                        legacy.putIfAbsent(option, ownGroup(mount, groups.get(option)));
                    }
                }
            }
        }
        return new CgroupLayout(unified, legacy);
    }

    /** The own group in the v1 hierarchy of a controller. */
    Optional<Path> legacy(final String controller) {
        return Optional.ofNullable(legacy.get(controller));
    }

    private static Path ownGroup(final String[] mount, final String group) {
        final Path point = Path.of(unescape(mount[MOUNT_POINT]));
        final Path root = Path.of(unescape(mount[MOUNT_ROOT])).normalize();
        final Path own = Path.of(group).normalize();
        // A container may see a group that its mount does not reach; the mount's own top is then
        // the best that it has.
        return own.startsWith(root)
                ? point.resolve(root.relativize(own).toString()).normalize()
                : point;
    }

    /** Blank, tab, line end and backslash are octal in mountinfo. */
    private static String unescape(final String text) {
        final StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\\' && text.substring(i + 1).matches("(?s)[0-7]{3}.*")) {
                plain.append((char) Integer.parseInt(text.substring(i + 1, i + 4), OCTAL));
                i += 3;
            } else {
                plain.append(text.charAt(i));
            }
        }
        return plain.toString();
    }
}
