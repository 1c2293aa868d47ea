package io.swarmbid.reference;

import io.swarmbid.codec.CommandEncoder;
import io.swarmbid.codec.FleetSpec;
import io.swarmbid.codec.PoolSpec;
import io.swarmbid.codec.Refusal;
import io.swarmbid.codec.TaskSpec;
import io.swarmbid.codec.sbe.CompleteStatus;
import io.swarmbid.codec.sbe.Kind;
import io.swarmbid.config.Settings;
import java.util.Arrays;
import org.agrona.ExpandableArrayBuffer;

/** Encodes commands to arrays. A command that the static checks refuse is an error of the test. */
public final class CommandWriter {
    private final CommandEncoder encoder;
    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(16_384);

    public CommandWriter(final Settings settings) {
        encoder = new CommandEncoder(settings);
    }

    private byte[] bytes(final long length) {
        if (length < 0) {
            throw new IllegalArgumentException("refused: " + Refusal.of(length));
        }
        return Arrays.copyOf(buffer.byteArray(), Math.toIntExact(length));
    }

    public byte[] pool(final PoolSpec spec) {
        return bytes(encoder.pool(buffer, 0, spec));
    }

    public byte[] fleet(final FleetSpec spec) {
        return bytes(encoder.fleet(buffer, 0, spec));
    }

    public byte[] task(final TaskSpec spec) {
        return bytes(encoder.task(buffer, 0, spec));
    }

    public byte[] instance(final long instance, final long pool) {
        return bytes(encoder.instance(buffer, 0, instance, pool));
    }

    public byte[] poolCost(final long pool, final long cost) {
        return bytes(encoder.poolCost(buffer, 0, pool, cost));
    }

    public byte[] poolStock(final long pool, final int stock) {
        return bytes(encoder.poolStock(buffer, 0, pool, stock));
    }

    public byte[] fleetCancel(final long fleet) {
        return bytes(encoder.fleetCancel(buffer, 0, fleet));
    }

    public byte[] rebid(final long task, final long bid) {
        return bytes(encoder.rebid(buffer, 0, task, bid));
    }

    public byte[] telemetry(
            final long instance,
            final Kind kind,
            final int vru,
            final int utilisation,
            final long ioBytesPerSecond) {
        return bytes(
                encoder.telemetry(buffer, 0, instance, kind, vru, utilisation, ioBytesPerSecond));
    }

    public byte[] usage(final long task, final int sharePpm) {
        return bytes(encoder.usage(buffer, 0, task, sharePpm, sharePpm, 0, sharePpm));
    }

    public byte[] usage(
            final long task,
            final int vcpuPpm,
            final int memoryPpm,
            final int acceleratorPpm,
            final long ioBytesPerSecond) {
        return bytes(
                encoder.usage(
                        buffer, 0, task, vcpuPpm, memoryPpm, acceleratorPpm, ioBytesPerSecond));
    }

    public byte[] vruFault(final long instance, final Kind kind, final int vru) {
        return bytes(encoder.vruFault(buffer, 0, instance, kind, vru));
    }

    public byte[] vruRepair(final long instance, final Kind kind, final int vru) {
        return bytes(encoder.vruRepair(buffer, 0, instance, kind, vru));
    }

    public byte[] drain(final long instance, final long deadline) {
        return bytes(encoder.drain(buffer, 0, instance, deadline));
    }

    public byte[] instanceLost(final long instance) {
        return bytes(encoder.instanceLost(buffer, 0, instance));
    }

    public byte[] activationFailed(final long instance) {
        return bytes(encoder.activationFailed(buffer, 0, instance));
    }

    public byte[] progress(final long task, final long workDone) {
        return bytes(encoder.progress(buffer, 0, task, workDone));
    }

    public byte[] complete(final long task, final CompleteStatus status) {
        return bytes(encoder.complete(buffer, 0, task, status));
    }

    public byte[] cancel(final long task) {
        return bytes(encoder.cancel(buffer, 0, task));
    }

    public byte[] tick() {
        return bytes(encoder.tick(buffer, 0));
    }
}
