package io.swarmbid.journal;

import io.swarmbid.files.Uninterrupted;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a recovery to the last good record gives up, in a file {@code losses} of the journal's directory from before the
 * journal begins anew until the files of before are set aside, and then with them: so that no launch takes what is left of
 * a recovery that was broken off for the whole.
 *
 * @param segment with which the journal begins anew.
 * @param losses a line each.
 */
record LossNote(long segment, List<String> losses) {
    /** The name of the file. */
    static final String NAME = "losses";

    private static final String SEGMENT = "segment ";

    /** Bytes that the file can have: a loss for each snapshot, and one of a segment. */
    private static final int LONGEST = 1 << 20;

    /** Writes it down, to the disk. */
    void write(final JournalDirectory directory) {
        final Path file = file(directory);
        final Path temporary = JournalDirectory.temporary(file);
        final List<String> lines = new ArrayList<>(List.of(SEGMENT + segment));
        losses.forEach(loss -> lines.add(loss.replace('\n', ' ')));
        final byte[] text = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
        try {
            Uninterrupted.run(
                    () -> {
                        Files.deleteIfExists(temporary);
                        try (FileChannel channel = OwnerFiles.create(temporary)) {
                            OwnerFiles.write(channel, ByteBuffer.wrap(text), 0);
                            channel.force(true);
                        }
                        return null;
                    });
            directory.publish(temporary, file);
        } catch (final IOException e) {
            directory.discard(temporary, e);
            throw new NotWrittenException("writing " + file + "; is the disk full?", e);
        }
    }

    private static Path file(final JournalDirectory directory) {
        return directory.path().resolve(NAME);
    }

    /**
     * Ends a recovery that was broken off, if there is one. One that had not begun the journal anew has changed nothing.
     *
     * @return what it gave up.
     * @throws JournalException if the mode is strict and the journal was begun anew.
     */
    static List<String> finish(final JournalDirectory directory, final RecoveryMode mode) {
        final Path file = file(directory);
        if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        final LossNote note = read(file);
        final List<Path> before = new ArrayList<>();
        boolean hasBegun = false;
        for (final Path snapshot : directory.snapshots()) {
            if (JournalDirectory.segmentOf(snapshot) < note.segment) {
                before.add(snapshot);
            } else {
                hasBegun = true;
            }
        }
        if (!hasBegun) {
            note.takeBack(directory);
            return List.of();
        }
        if (mode == RecoveryMode.STRICT) {
            throw new JournalException(
                    ("%s: a recovery to the last good record has begun the journal anew with %s, and was broken off"
                                    + " before it had set the files of before aside; launch with"
                                    + " recovery(TO_LAST_GOOD) to end it. To have those files again instead, move back"
                                    + " those that lie in the newest set-aside directory already, restore what is damaged,"
                                    + " and move away this file and all whose names begin with %010d")
                            .formatted(file, directory.segment(note.segment), note.segment));
        }
        for (final long segment : directory.segments()) {
            if (segment < note.segment) {
                before.add(directory.segment(segment));
            }
        }
        note.setAside(directory, before);
        return note.losses;
    }

    /** Removes what it left, where the journal has not begun anew: the segment without a snapshot, and the note last. */
    void takeBack(final JournalDirectory directory) {
        if (directory.snapshots().stream()
                .noneMatch(file -> JournalDirectory.segmentOf(file) >= segment)) {
            final Path begun = directory.segment(segment);
            if (Files.exists(begun, LinkOption.NOFOLLOW_LINKS) && isUnused(begun)) {
                remove(begun);
            }
            remove(file(directory));
        }
    }

    private static boolean isUnused(final Path segment) {
        try (SegmentView view = new SegmentView(segment, 0)) {
            return view.endOfData(SegmentDescriptor.HEADER_LENGTH)
                    == SegmentDescriptor.HEADER_LENGTH;
        }
    }

    /** Sets the files of before aside, and this one last. */
    void setAside(final JournalDirectory directory, final List<Path> before) {
        final List<Path> files = new ArrayList<>(before);
        files.add(file(directory));
        directory.setAside(files);
    }

    private static LossNote read(final Path file) {
        try {
            final boolean isPossible = OwnerFiles.isFileOrNone(file) && Files.size(file) <= LONGEST;
            final List<String> lines = isPossible ? Files.readAllLines(file) : List.of();
            if (!lines.isEmpty() && lines.get(0).matches(SEGMENT + "\\d{1,10}")) {
                return new LossNote(
                        Long.parseLong(lines.get(0).substring(SEGMENT.length())),
                        lines.subList(1, lines.size()));
            }
        } catch (final IOException e) {
            throw JournalDirectory.unreadable(file, e);
        }
        throw new JournalException(
                file
                        + " is no note of a recovery; engines write one of that name, so move away what is there");
    }

    private static void remove(final Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (final IOException e) {
            throw new JournalException(
                    file + " is of no use any more and cannot be removed; remove it", e);
        }
    }
}
