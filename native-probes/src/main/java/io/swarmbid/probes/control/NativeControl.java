package io.swarmbid.probes.control;

import io.swarmbid.probes.jni.NativeActions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/** Actions by system calls. */
final class NativeControl implements ProcessControl {
    @Override
    public String name() {
        return "native";
    }

    @Override
    public ControlOutcome affinity(final long pid, final long... cpus) {
        return ControlOutcome.of(NativeActions.affinity(pid, cpus));
    }

    @Override
    public ControlOutcome nice(final long pid, final int nice) {
        return ControlOutcome.of(NativeActions.nice(pid, nice));
    }

    @Override
    public ControlOutcome signal(final long pid, final ProcessSignal signal) {
        return ControlOutcome.of(NativeActions.signal(pid, signal.number()));
    }

    @Override
    public ControlFile open(final Path path) throws IOException {
        final int descriptor =
                NativeActions.open((path.toString() + '\0').getBytes(StandardCharsets.UTF_8));
        if (descriptor < 0) {
            throw new IOException(path + " cannot be opened for writing: errno " + -descriptor);
        }
        return new NativeFile(descriptor);
    }

    private static final class NativeFile implements ControlFile {
        private final UnsafeBuffer text =
                new UnsafeBuffer(BufferUtil.allocateDirectAligned(LENGTH_MAX, Long.BYTES));
        private int descriptor;

        NativeFile(final int descriptor) {
            this.descriptor = descriptor;
        }

        @Override
        public ControlOutcome write(final long value) {
            return flush(text.putLongAscii(0, value));
        }

        @Override
        public ControlOutcome write(final CharSequence ascii) {
            if (ascii.length() > LENGTH_MAX) {
                throw new IllegalArgumentException(
                        ascii.length() + " bytes, at most " + LENGTH_MAX);
            }
            return flush(text.putStringWithoutLengthAscii(0, ascii));
        }

        private ControlOutcome flush(final int length) {
            if (descriptor < 0) {
                throw new IllegalStateException("the control file is closed");
            }
            return ControlOutcome.of(NativeActions.write(descriptor, text.addressOffset(), length));
        }

        @Override
        public void close() {
            if (descriptor >= 0) {
                NativeActions.close(descriptor);
                descriptor = -1;
            }
        }
    }
}
