package io.swarmbid.journal;

import io.swarmbid.core.AllocationCore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Begins a journal anew behind one that is damaged, so that its files are never read again. One thread. */
final class Beginning {
    private final JournalDirectory directory;
    private final Snapshots snapshots;
    private final SegmentSupply supply;
    private final long journalId;

    Beginning(
            final JournalDirectory directory,
            final Snapshots snapshots,
            final SegmentSupply supply,
            final long journalId) {
        this.directory = directory;
        this.snapshots = snapshots;
        this.supply = supply;
        this.journalId = journalId;
    }

    /**
     * Makes a segment, then a snapshot of the core from which it goes on, and then sets every file of before aside. A
     * crash before the snapshot changes nothing; after it, the next launch ends this.
     *
     * @param recovered where what could be read ends.
     * @param losses what is given up.
     * @return where to go on.
     */
    JournalPosition anew(
            final AllocationCore core, final JournalPosition recovered, final List<String> losses) {
        final List<Path> before = new ArrayList<>(directory.snapshots());
        long number = recovered.segment();
        for (final Path snapshot : before) {
            number = Math.max(number, JournalDirectory.segmentOf(snapshot));
        }
        for (final long segment : directory.segments()) {
            number = Math.max(number, segment);
            before.add(directory.segment(segment));
        }
        final JournalPosition position =
                new JournalPosition(
                        number + 1,
                        SegmentDescriptor.HEADER_LENGTH,
                        recovered.chain(),
                        recovered.sequence(),
                        recovered.timeNs(),
                        recovered.earliestNs(),
                        recovered.symbols());
        final LossNote note = new LossNote(position.segment(), losses);
        note.write(directory);
        try {
            supply.make(position.segment()).unmap();
            snapshots.write(core, position, journalId);
        } catch (final JournalException e) {
            note.takeBack(directory);
            throw e;
        }
        note.setAside(directory, before);
        return position;
    }
}
