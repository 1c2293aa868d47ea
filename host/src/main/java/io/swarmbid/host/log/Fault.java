package io.swarmbid.host.log;

/**
 * What is wrong with one line.
 *
 * @param reason the kind of fault.
 * @param wrong what is wrong, as a clause.
 * @param right what would be right.
 */
public record Fault(FaultReason reason, String wrong, String right) {
    /** The fault as it is reported of a line of a file: {@code FILE:LINE: what is wrong; what would be right}. */
    public String describe(final String file, final long line) {
        return file + ":" + line + ": " + wrong + "; " + right;
    }
}
