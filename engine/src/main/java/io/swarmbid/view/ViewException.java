package io.swarmbid.view;

import java.io.IOException;

/** A view that cannot be published or read; the message says why and what would be right. */
public final class ViewException extends IOException {
    private static final long serialVersionUID = 1L;

    ViewException(final String message) {
        super(message);
    }

    ViewException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
