package io.swarmbid.host.report.record;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads {@code usage.csv}: {@code atNs,task,vcpuGrantedPpm,vcpuUsedPpm,memoryGrantedBytes,memoryUsedBytes}, columns
 * found
 * by the names in its header. Shares are parts per million of one vCPU.
 */
final class UsageFile {
    private UsageFile() {}

    /**
     * Gives each of the tasks its use.
     *
     * @return the number of lines that belonged to one of them.
     */
    static long read(final Path file, final List<Task> tasks) throws IOException {
        final Map<Long, Task> byId = new HashMap<>();
        tasks.forEach(task -> byId.put(task.id, task));
        long taken = 0;
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            final String header = reader.readLine();
            final List<String> columns =
                    header == null ? List.of() : List.of(header.trim().split(","));
            final int at = columns.indexOf("atNs");
            final int id = columns.indexOf("task");
            final int granted = columns.indexOf("vcpuGrantedPpm");
            final int used = columns.indexOf("vcpuUsedPpm");
            final int memoryUsed = columns.indexOf("memoryUsedBytes");
            final int memoryGranted = columns.indexOf("memoryGrantedBytes");
            if (Math.min(Math.min(at, id), Math.min(granted, used)) < 0) {
                throw new IOException(
                        file + ":1: needs the columns atNs,task,vcpuGrantedPpm,vcpuUsedPpm");
            }
            long line = 1;
            for (String text = reader.readLine(); text != null; text = reader.readLine()) {
                line++;
                if (text.isBlank()) {
                    continue;
                }
                final String[] cells = text.trim().split(",", -1);
                try {
                    final Task task = byId.get(Long.parseLong(cells[id]));
                    if (task != null) {
                        final long time = Long.parseLong(cells[at]);
                        task.history.granted().set(time, Long.parseLong(cells[granted]));
                        task.history.used().set(time, Long.parseLong(cells[used]));
                        task.memoryUsed = Math.max(task.memoryUsed, optional(cells, memoryUsed));
                        task.memoryGranted =
                                Math.max(task.memoryGranted, optional(cells, memoryGranted));
                        taken++;
                    }
                } catch (final NumberFormatException | ArrayIndexOutOfBoundsException e) {
                    throw new IOException(
                            file + ":" + line + ": not six whole numbers: " + text, e);
                }
            }
        }
        return taken;
    }

    private static long optional(final String[] cells, final int column) {
        return column < 0 || column >= cells.length || cells[column].isEmpty()
                ? 0
                : Long.parseLong(cells[column]);
    }
}
