package io.swarmbid.host.run;

import io.swarmbid.codec.SymbolTable;
import io.swarmbid.host.log.CommandSource;
import io.swarmbid.host.log.CommandWriter;
import io.swarmbid.host.log.DecisionWriter;
import io.swarmbid.host.log.OutputFile;
import io.swarmbid.host.replay.RunDirectory;
import io.swarmbid.pipeline.DecisionHandler;
import io.swarmbid.pipeline.EngineConfig;
import java.io.IOException;

/**
 * Writes what the engine is told and what it decides, on the decision thread, in whole lines. A command is written out
 * before anybody acts upon it, decisions when there are no more for now: so a run that is killed leaves the cause of all
 * that it did.
 */
final class Recorder implements AutoCloseable {
    private final CommandWriter commands;
    private final DecisionWriter decisions;

    Recorder(final RunDirectory directory, final SymbolTable symbols) throws IOException {
        commands = new CommandWriter(OutputFile.create(directory.commands()), symbols);
        decisions = new DecisionWriter(OutputFile.create(directory.decisions()));
    }

    void attach(final EngineConfig config) {
        config.onCommand(
                (sequence, atNs, buffer, offset, length) -> {
                    commands.write(atNs, buffer, offset, CommandSource.NO_ACTUAL_WORK);
                    commands.flush();
                });
        config.onDecision(decisions);
        config.onDecision(
                new DecisionHandler() {
                    @Override
                    public void onBatchEnd() {
                        decisions.flush();
                    }
                });
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
