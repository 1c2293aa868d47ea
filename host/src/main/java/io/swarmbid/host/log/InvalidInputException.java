package io.swarmbid.host.log;

import java.util.List;

/** Input or arguments that cannot be used; each line of the message says what is wrong and what would be right. */
public final class InvalidInputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InvalidInputException(final String line) {
        super(line);
    }

    public InvalidInputException(final List<String> lines) {
        super(String.join("\n", lines));
    }
}
