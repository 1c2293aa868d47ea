package io.swarmbid.pipeline;

import io.swarmbid.codec.CommandChecker;
import io.swarmbid.codec.CommandEncoder;
import io.swarmbid.codec.FleetSpec;
import io.swarmbid.codec.PoolSpec;
import io.swarmbid.codec.Refusal;
import io.swarmbid.codec.SymbolTable;
import io.swarmbid.codec.TaskSpec;
import io.swarmbid.codec.sbe.CompleteStatus;
import io.swarmbid.codec.sbe.Kind;
import io.swarmbid.config.Setting;
import io.swarmbid.config.Settings;
import java.nio.ByteBuffer;
import java.util.function.LongSupplier;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Sends commands to the engine. Every method returns the command's input sequence, above 0, which its decisions name as
 * their cause; or the negative code of a {@link Refusal}, and then nothing was sent:
 *
 * <ul>
 *   <li>{@link Refusal#RING_FULL}: the engine is behind. The form of {@link #awaiting()} waits for room instead.
 *   <li>{@link Refusal#CLOSED}: the engine was closed, or failed.
 *   <li>any other: a value is out of its static range; {@link Refusal#of} tells the field and what would be right.
 * </ul>
 *
 * <p>What only the state can tell, an unknown or duplicate id or a full table, comes as a {@code refuse} decision.
 *
 * <p>Not threadsafe: one client per thread. Nothing allocates, but for a string that is new.
 */
public final class EngineClient {
    private final CommandEncoder encoder;
    private final UnsafeBuffer scratch;
    private final CommandPort port;
    private final EngineClient awaiting;
    private final SymbolTable symbols;
    private final LongSupplier journaled;
    private final Settings settings;
    private final int maxUnits;
    private CommandChecker checker;

    EngineClient(
            final Settings settings,
            final SymbolTable symbols,
            final CommandPort trying,
            final CommandPort waiting,
            final LongSupplier journaled) {
        this.settings = settings;
        this.symbols = symbols;
        this.journaled = journaled;
        maxUnits = settings.getInt(Setting.MAX_UNITS);
        encoder = new CommandEncoder(settings);
        scratch =
                new UnsafeBuffer(
                        ByteBuffer.allocateDirect(CommandEncoder.maxEncodedLength(settings)));
        port = trying;
        awaiting = new EngineClient(this, waiting);
    }

    private EngineClient(final EngineClient trying, final CommandPort waiting) {
        symbols = trying.symbols;
        journaled = trying.journaled;
        settings = trying.settings;
        maxUnits = trying.maxUnits;
        encoder = trying.encoder;
        scratch = trying.scratch;
        port = waiting;
        awaiting = this;
    }

    /**
     * The same client in the form that waits while the ring is full, for the same thread. It returns
     * {@link Refusal#CLOSED} if the engine stops meanwhile; an interrupt does not end the wait, and makes it spin. In a
     * handler it does not wait, for it would wait for itself.
     */
    public EngineClient awaiting() {
        return awaiting;
    }

    /**
     * Input sequence of the last command that is in the journal, over all clients; 0 if the engine keeps none. What is
     * journaled is not lost, as far as the {@link io.swarmbid.journal.SyncLevel} promises. Never waits.
     */
    public long journaledSequence() {
        return journaled.getAsLong();
    }

    /**
     * The number by which commands name a string, new if it was not seen before.
     *
     * @return negative if the string is over {@link io.swarmbid.codec.SymbolTable#MAX_BYTES} bytes of UTF-8 or ends within a
     *     character (half of a surrogate pair), or if there are too many; a command that names it is then refused.
     */
    public int symbol(final String text) {
        return symbols.intern(text);
    }

    /** An empty task, to fill, send and reset as often as wanted. */
    public TaskSpec newTask() {
        return new TaskSpec(maxUnits);
    }

    /** A pool of like instances. */
    public long pool(final PoolSpec pool) {
        final long length = encoder.pool(scratch, 0, pool);
        return isUnknown(pool.name) ? refuseSymbol(length) : send(length);
    }

    /** An instance that is ready: the host's own id below 2^32, or the answer to an activation. */
    public long instance(final long instance, final long pool) {
        return send(encoder.instance(scratch, 0, instance, pool));
    }

    /** The current cost of an instance-hour of a pool, nano-currency. */
    public long poolCost(final long pool, final long cost) {
        return send(encoder.poolCost(scratch, 0, pool, cost));
    }

    /** The instances that a pool can still give. */
    public long poolStock(final long pool, final int stock) {
        return send(encoder.poolStock(scratch, 0, pool, stock));
    }

    /** A fleet request. */
    public long fleet(final FleetSpec fleet) {
        final long length = encoder.fleet(scratch, 0, fleet);
        return isUnknown(fleet.customer) ? refuseSymbol(length) : send(length);
    }

    /** Ends a fleet. */
    public long fleetCancel(final long fleet) {
        return send(encoder.fleetCancel(scratch, 0, fleet));
    }

    /** A bid for a task. */
    public long task(final TaskSpec task) {
        final long length = encoder.task(scratch, 0, task);
        return isUnknown(task.customer) || isUnknown(task.className)
                ? refuseSymbol(length)
                : send(length);
    }

    /** A new bid for the whole task, nano-currency. */
    public long rebid(final long task, final long bid) {
        return send(encoder.rebid(scratch, 0, task, bid));
    }

    /** The latest use of one VRU: parts per million, and bytes per second. */
    public long telemetry(
            final long instance,
            final Kind kind,
            final int vru,
            final int utilisationPpm,
            final long ioBytesPerSecond) {
        return send(
                encoder.telemetry(
                        scratch, 0, instance, kind, vru, utilisationPpm, ioBytesPerSecond));
    }

    /** The latest use of what a task holds: parts per million of each kind, and bytes per second. */
    public long usage(
            final long task,
            final int vcpuPpm,
            final int memoryPpm,
            final int acceleratorPpm,
            final long ioBytesPerSecond) {
        return send(
                encoder.usage(
                        scratch, 0, task, vcpuPpm, memoryPpm, acceleratorPpm, ioBytesPerSecond));
    }

    /** A VRU that no longer works. */
    public long vruFault(final long instance, final Kind kind, final int vru) {
        return send(encoder.vruFault(scratch, 0, instance, kind, vru));
    }

    /** A VRU that works again. */
    public long vruRepair(final long instance, final Kind kind, final int vru) {
        return send(encoder.vruRepair(scratch, 0, instance, kind, vru));
    }

    /** No new grants on an instance, which goes at the deadline, an absolute time in nanoseconds. */
    public long drain(final long instance, final long deadlineNs) {
        return send(encoder.drain(scratch, 0, instance, deadlineNs));
    }

    /** An instance that is gone. */
    public long instanceLost(final long instance) {
        return send(encoder.instanceLost(scratch, 0, instance));
    }

    /** An activation that the host could not carry out. */
    public long activationFailed(final long instance) {
        return send(encoder.activationFailed(scratch, 0, instance));
    }

    /** The work that a task has really done, nanoseconds at one unit. */
    public long progress(final long task, final long workDoneNs) {
        return send(encoder.progress(scratch, 0, task, workDoneNs));
    }

    /** The end of a task, as the host saw it. */
    public long complete(final long task, final CompleteStatus status) {
        return send(encoder.complete(scratch, 0, task, status));
    }

    /** Ends a task on its customer's word. */
    public long cancel(final long task) {
        return send(encoder.cancel(scratch, 0, task));
    }

    /** A tick at this time. */
    public long tick() {
        return send(encoder.tick(scratch, 0));
    }

    /**
     * A command as a {@link CommandTap} saw it, of this engine or of another. To repeat what that engine did, send all that
     * its tap saw (of one that was closed, all but the tick at the end, which a close gives again) to an
     * {@link SwarmEngine#inline inline} one with the same settings and {@link EngineConfig#symbols symbols}, whose
     * {@link EngineConfig#clock clock} shows each command's time when it is sent.
     *
     * @throws IllegalArgumentException if the bytes are no command that these settings permit.
     */
    public long recorded(final DirectBuffer command, final int offset, final int length) {
        if (checker == null) {
            checker = new CommandChecker(settings);
        }
        if (!checker.isCommand(command, offset, length)) {
            throw new IllegalArgumentException(
                    "the "
                            + length
                            + " bytes at "
                            + offset
                            + " are no command of these settings; a CommandTap of an engine with the same settings gives one");
        }
        scratch.putBytes(0, command, offset, length);
        return port.send(scratch, length);
    }

    /** Sends the command at the start of a buffer, which an encoder with these settings has checked. */
    long encoded(final DirectBuffer command, final int length) {
        return port.send(command, length);
    }

    private boolean isUnknown(final int symbol) {
        return symbol >= symbols.size();
    }

    /** Of a command with nothing worse. */
    private static long refuseSymbol(final long length) {
        return length < 0 ? length : Refusal.SYMBOL.code();
    }

    private long send(final long length) {
        return length < 0 ? length : port.send(scratch, (int) length);
    }
}
