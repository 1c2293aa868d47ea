package io.swarmbid.host.run;

import io.swarmbid.codec.SymbolTable;
import io.swarmbid.host.log.CommandSource;
import io.swarmbid.host.log.CommandWriter;
import io.swarmbid.host.log.DecisionWriter;
import io.swarmbid.host.log.OutputFile;
import io.swarmbid.host.replay.RunDirectory;
import io.swarmbid.pipeline.EngineConfig;
import java.io.IOException;

/** Writes what the engine is told and what it decides, buffered, on the decision thread. */
final class Recorder implements AutoCloseable {
    private final CommandWriter commands;
    private final DecisionWriter decisions;

    Recorder(final RunDirectory directory, final SymbolTable symbols) throws IOException {
        commands = new CommandWriter(OutputFile.create(directory.commands()), symbols);
        decisions = new DecisionWriter(OutputFile.create(directory.decisions()));
    }

    void attach(final EngineConfig config) {
        config.onCommand(
                (sequence, atNs, buffer, offset, length) ->
                        commands.write(atNs, buffer, offset, CommandSource.NO_ACTUAL_WORK));
        config.onDecision(decisions);
    }

    /** Of all decisions; once the engine is closed. */
    long digest() {
        return decisions.digest();
    }

    @Override
    public void close() {
        try (decisions) {
            commands.close();
        }
    }
}
