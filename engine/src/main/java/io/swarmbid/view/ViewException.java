package io.swarmbid.view;

import java.io.IOException;
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
