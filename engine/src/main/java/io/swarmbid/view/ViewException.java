package io.swarmbid.view;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** A view that cannot be published or read; the message says why and what would be right. */
public final class ViewException extends IOException {
    private static final long serialVersionUID = 1L;

    ViewException(final String message) {
        super(message);
    }

    ViewException(final String message, final Throwable cause) {
        super(message, cause);
    }

    /**
     * The files of a view were taken away under the engine that publishes them.
     *
     * @param cause what failed for that, null if nothing did.
     */
    static ViewException removed(final Path view, final Throwable cause) {
        return new ViewException(
                view
                        + " was removed or replaced while the engine published into it, so nobody can read what it"
                        + " writes. It publishes no more, and goes on without a view; launch it again to have one",
                cause);
    }

    /** No view can be made where an engine is to publish one. */
    static ViewException unusable(final Path view, final IOException cause) {
        return new ViewException(
                "no view can be published in "
                        + view
                        + ": "
                        + said(cause)
                        + "; see that this user may write there and that the disk has room, or name another directory",
                cause);
    }

    /** An engine's view has ended before the engine. */
    static ViewException stopped(final Path view, final Throwable cause) {
        if (cause instanceof ViewException told) {
            return told;
        }
        final boolean isOfDisk = cause instanceof IOException || cause instanceof InternalError;
        return new ViewException(
                view
                        + " is published no more: "
                        + said(cause)
                        + ". The engine goes on without a view; "
                        + (isOfDisk
                                ? "see that the disk has room and that this user may write there, then launch it again"
                                : "launch it again")
                        + " to have one",
                cause);
    }

    /** What went wrong, where the exception's message is less than a sentence. */
    private static String said(final Throwable cause) {
        if (cause instanceof InternalError) {
            return "a page of a map could not be had, as on a full disk ("
                    + cause.getMessage()
                    + ")";
        }
        final boolean isWords =
                cause instanceof FileSystemException file
                        ? file.getReason() != null
                        : cause instanceof IOException;
        return isWords ? cause.getMessage() : cause.toString();
    }

    /** The files of a view were taken away under one who reads them. */
    static ViewException gone(final Path view, final Throwable cause) {
        return new ViewException(
                view
                        + " was removed after it was opened. Read it again where an engine publishes there anew, which"
                        + " one that ran meanwhile does when it is launched again",
                cause);
    }

    /** Another process has been opening a view for longer than anybody takes. */
    static ViewException beingOpened(final Path view) {
        return new ViewException(
                "another process has been opening "
                        + view
                        + " all the time, and holds "
                        + view.resolve("readers.lock")
                        + "; read it again when that has ended, or end it if it hangs");
    }

    /**
     * A view that a build with other layouts has written.
     *
     * @param found its layout.
     */
    static ViewException otherLayout(final Path view, final long found) {
        return new ViewException(
                "%s is in layout %d, which another version of Swarmbid writes; this one reads layout %d. Read it with the"
                                .formatted(view, found, StatusEntry.LAYOUT_VERSION)
                        + " version that publishes it; an engine of this version that starts there makes a new one");
    }

    /**
     * Who would open a view was interrupted.
     *
     * @param cause what the interrupt broke off, null if nothing.
     */
    static ViewException interrupted(final Path view, final Throwable cause) {
        return new ViewException(
                "the thread that opens "
                        + view
                        + " was interrupted, and is still; nothing is known to be wrong with the view. Clear the"
                        + " interrupt and read again",
                cause);
    }

    /**
     * A file that is not what an engine has written.
     *
     * @param view the directory that goes with it where no engine publishes any more.
     * @param file that is at fault.
     * @param how what is wrong with it.
     */
    static ViewException damaged(
            final Path view, final Path file, final String how, final Throwable cause) {
        return new ViewException(
                file
                        + " is damaged: "
                        + how
                        + ". An engine that starts to publish there again makes a new one, from its journal or its"
                        + " state; where none will, remove "
                        + view,
                cause);
    }
}
