package io.swarmbid.crash;

import io.swarmbid.codec.SymbolTable;
import io.swarmbid.journal.SyncLevel;
import io.swarmbid.pipeline.EncodedCommands;
import io.swarmbid.pipeline.EngineClient;
import io.swarmbid.pipeline.EngineConfig;
import io.swarmbid.pipeline.SwarmEngine;
import io.swarmbid.pipeline.WaitStrategy;
import java.nio.file.Path;
import org.agrona.concurrent.UnsafeBuffer;

/** The process that is killed: an engine with a journal, and one producer that sends as fast as it can, for ever. */
final class VictimEngine {
    private VictimEngine() {}

    /** Journal, witness, seed, sync level, commands between snapshots. */
    public static void main(final String[] args) {
        final Load load = new Load(Long.parseLong(args[2]));
        final Witness witness = new Witness(Path.of(args[1]));
        final SymbolTable symbols = new SymbolTable();
        final SwarmEngine engine =
                SwarmEngine.launch(
                        new EngineConfig()
                                .settings(Load.settings())
                                .symbols(symbols)
                                .waitStrategy(WaitStrategy.YIELDING)
                                .journal(
                                        Path.of(args[0]),
                                        journal ->
                                                journal.sync(SyncLevel.valueOf(args[3]))
                                                        .syncIntervalNs(5_000_000)
                                                        .segmentBytes(1 << 20)
                                                        .snapshotEvery(Long.parseLong(args[4])))
                                .onDecision(witness::decision)
                                .errorHandler((input, failure) -> failure.printStackTrace()));
        final EngineClient client = engine.client().awaiting();
        final UnsafeBuffer command = new UnsafeBuffer(new byte[4_096]);
        long next = engine.recovery().orElseThrow().lastSequence() + 1;
        System.out.println("ready at " + next);
        while (engine.isOpen()) {
            final long sequence =
                    EncodedCommands.send(
                            client, command, (int) load.encode(command, next, symbols));
            if (sequence != next) {
                throw new IllegalStateException("command " + next + " came to be " + sequence);
            }
            witness.acknowledged(client.journaledSequence());
            next++;
        }
    }
}
