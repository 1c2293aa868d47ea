package io.swarmbid.host.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What to run for a task.
 *
 * @param name of the task, for people
 * @param command executed as it is, without a shell; at least one word
 * @param environment added to the host's own
 * @param directory to run in, or null for the host's own
 * @param output file for standard output and standard error together, or null to discard them
 * @param outputBytesMax how much of it is kept: the first bytes, to the next multiple of 512; what follows is read and dropped
 */
public record ProcessSpec(
        String name,
        List<String> command,
        Map<String, String> environment,
        Path directory,
        Path output,
        long outputBytesMax) {
    /** Copies the collections. */
    public ProcessSpec {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }
}
