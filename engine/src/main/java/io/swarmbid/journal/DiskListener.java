package io.swarmbid.journal;

import java.nio.file.Path;

/** Is told what has reached the disk, on the thread that saw to it: what lost power takes is the rest. */
interface DiskListener {
    /** Listens to nothing. */
    DiskListener NONE =
            new DiskListener() {
                @Override
                public void onForced(final Path file, final long from, final long length) {}

                @Override
                public void onPublished(final Path file) {}
            };

    /** A range of a file was forced. */
    void onForced(Path file, long from, long length);

    /** A file was forced as a whole, and then got its name. */
    void onPublished(Path file);
}
