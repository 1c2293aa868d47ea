package io.swarmbid.view;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** A view that cannot be published or read; the message says why and what would be right. */
public sealed class ViewException extends IOException permits OtherLayoutException {
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

    /** Another engine publishes where one does, though the writer's lock is there for one alone. */
    static ViewException contended(final Path view) {
        return new ViewException(
                "another engine publishes into "
                        + view
                        + " by now, so this one publishes no more, and goes on without a view. Its lock was lost, as"
                        + " happens where code of its own process opens and closes writer.lock: open no file of a"
                        + " view but through a ViewReader. End one of the engines, or launch it with another directory");
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

    /** A lock inside a map that is held for ever. */
    static ViewException stuck(final Path view, final LockStuckException cause) {
        return new ViewException(
                view
                        + ": "
                        + cause.getMessage()
                        + "; a process that was killed has left it. A live engine makes the maps anew in a while;"
                        + " where there is none, close all other readers and open it again",
                cause);
    }

    /** A view that is there, and cannot be opened. */
    static ViewException unopened(final Path view, final Exception cause) {
        return cause instanceof LockStuckException stuck
                ? stuck(view, stuck)
                : new ViewException(
                        view
                                + " cannot be opened: "
                                + said(cause)
                                + ". Readers must be able to write to its files, which they lock and recover: see that"
                                + " this user may and that the disk has room, or copy it elsewhere",
                        cause);
    }

    /** Somebody else has been opening a view for longer than anybody takes. */
    static ViewException beingOpened(final Path view) {
        return new ViewException(
                "another process, or thread of this one, has been opening "
                        + view
                        + " all the time, and holds "
                        + view.resolve("readers.lock")
                        + "; read it again when that has ended, or end it if it hangs");
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
