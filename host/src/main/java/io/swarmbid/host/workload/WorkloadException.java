package io.swarmbid.host.workload;

import java.util.List;

/**
 * A workload that cannot be used; the message has one line for each mistake, {@code FILE:LINE: what
 * is wrong; what would be right}.
 */
public final class WorkloadException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    WorkloadException(final List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
        this.problems = List.copyOf(problems);
    }

    /** The first mistakes, at most 20, in the order of their lines. */
    public List<String> problems() {
        return problems;
    }
}
