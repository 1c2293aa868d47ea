package io.swarmbid.journal;

import io.swarmbid.config.Settings;
import java.nio.file.Path;
import org.agrona.DirectBuffer;

/** Reads a journal from its beginning, without any snapshot, for tests of other packages. */
public final class JournalRecords {
    /** What a journal says. */
    public interface Visitor {
        void onCommand(long sequence, long timeNs, DirectBuffer buffer, int offset, int length);

        void onAdvance(long timeNs);
    }

    private JournalRecords() {}

    public static void read(final Path path, final Settings settings, final Visitor visitor) {
        try (JournalReader reader = new JournalReader(new JournalDirectory(path), settings)) {
            reader.seek(JournalPosition.GENESIS, 0);
            while (reader.next()) {
                if (reader.type() == RecordDescriptor.COMMAND) {
                    visitor.onCommand(
                            reader.sequence(),
                            reader.timeNs(),
                            reader.memory(),
                            reader.bodyOffset(),
                            reader.bodyLength());
                } else if (reader.type() == RecordDescriptor.ADVANCE) {
                    visitor.onAdvance(reader.timeNs());
                }
            }
        }
    }

    /** The digest of the state to which a journal is recovered, before anything else happens. */
    public static long recoveredDigest(final Path path, final Settings settings) {
        try (JournaledCore core = JournaledCore.recover(JournaledCore.config(path), settings)) {
            return core.digest();
        }
    }
}
