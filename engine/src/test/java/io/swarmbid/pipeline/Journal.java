package io.swarmbid.pipeline;

import io.swarmbid.codec.sbe.MessageHeaderDecoder;
import io.swarmbid.codec.sbe.PriceDecisionDecoder;
import io.swarmbid.core.AllocationCore;
import io.swarmbid.decision.DecisionSink;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Keeps everything that an engine hands over, for tests to look at afterwards. */
final class Journal implements DecisionSink, CommandTap {
    record Command(long sequence, long timeNs, byte[] bytes) {}

    final List<Command> commands = Collections.synchronizedList(new ArrayList<>());
    final List<String> decisions = Collections.synchronizedList(new ArrayList<>());
    final List<Long> causes = Collections.synchronizedList(new ArrayList<>());
    final List<Thread> threads = Collections.synchronizedList(new ArrayList<>());

    @Override
    public void onDecision(final DirectBuffer buffer, final int offset, final int length) {
        final byte[] bytes = new byte[length];
        buffer.getBytes(offset, bytes);
        final int cause =
                MessageHeaderDecoder.ENCODED_LENGTH + PriceDecisionDecoder.causeEncodingOffset();
        causes.add(buffer.getLong(offset + cause, ByteOrder.LITTLE_ENDIAN));
        threads.add(Thread.currentThread());
        decisions.add(HexFormat.of().formatHex(bytes));
    }

    @Override
    public void onCommand(
            final long sequence,
            final long timeNs,
            final DirectBuffer buffer,
            final int offset,
            final int length) {
        final byte[] bytes = new byte[length];
        buffer.getBytes(offset, bytes);
        commands.add(new Command(sequence, timeNs, bytes));
    }

    /** Gives another core the commands alone, at the times that the engine gave them. */
    void replay(final AllocationCore core, final DecisionSink sink) {
        for (final Command command : commands) {
            core.onCommand(
                    command.sequence,
                    command.timeNs,
                    new UnsafeBuffer(command.bytes),
                    0,
                    command.bytes.length,
                    sink);
        }
    }
}
