package io.swarmbid.host.run;

import io.swarmbid.host.actuator.CommandProcessControls;
import io.swarmbid.host.actuator.DrainSignal;
import io.swarmbid.host.actuator.ProcessControls;
import io.swarmbid.probes.control.ControlOutcome;
import io.swarmbid.probes.control.ProcessControl;
import io.swarmbid.probes.control.ProcessSignal;
import java.io.IOException;
import java.util.BitSet;

/** Affinity, nice and signals by system call, where the probes' library loads; else by commands. */
final class NativeControls implements ProcessControls {
    private static final String NATIVE = "native";
    private final ProcessControl control;

    private NativeControls(final ProcessControl control) {
        this.control = control;
    }

    static ProcessControls create() {
        final ProcessControl control = ProcessControl.create();
        return control.name().equals(NATIVE)
                ? new NativeControls(control)
                : new CommandProcessControls();
    }

    @Override
    public String unavailable() {
        return null;
    }

    @Override
    public void affinity(final long pid, final BitSet cpus) throws IOException {
        require("affinity", pid, control.affinity(pid, cpus.toLongArray()));
    }

    @Override
    public void nice(final long pid, final int nice) throws IOException {
        require("nice", pid, control.nice(pid, nice));
    }

    @Override
    public void stop(final long pid, final boolean stop) throws IOException {
        final ProcessSignal signal = stop ? ProcessSignal.STOP : ProcessSignal.CONT;
        require(signal.name(), pid, control.signal(pid, signal));
    }

    @Override
    public void tell(final long pid, final DrainSignal signal) throws IOException {
        require(signal.name(), pid, control.signal(pid, ProcessSignal.valueOf(signal.name())));
    }

    private static void require(final String what, final long pid, final ControlOutcome outcome)
            throws IOException {
        if (outcome != ControlOutcome.DONE) {
            throw new IOException(what + " of process " + pid + ": " + outcome);
        }
    }
}
