package io.swarmbid.host.log;

import java.util.List;
import java.util.stream.Collectors;

/** Input or arguments that cannot be used; each line of the message says what is wrong and what would be right. */
public final class InvalidInputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InvalidInputException(final String line) {
        super(Printable.lines(line));
    }

    public InvalidInputException(final List<String> lines) {
        super(lines.stream().map(Printable::of).collect(Collectors.joining("\n")));
    }
}
