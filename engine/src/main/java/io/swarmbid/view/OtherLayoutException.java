package io.swarmbid.view;

import java.nio.file.Path;

/** A view that a build with other layouts has written. */
final class OtherLayoutException extends ViewException {
    private static final long serialVersionUID = 1L;

    OtherLayoutException(final Path view, final long found) {
        super(
                "%s is in layout %d, which another version of Swarmbid writes; this one reads layout %d. Read it with the"
                                .formatted(view, found, StatusEntry.LAYOUT_VERSION)
                        + " version that publishes it; an engine of this version that starts there makes a new one");
    }
}
