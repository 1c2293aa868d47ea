package io.swarmbid.host.cli;

/**
 * What is known of where the output goes.
 *
 * @param errIsTerminal whether a person may be watching standard error.
 */
public record Terminal(boolean errIsTerminal) {
    /** Nobody watches. */
    public static final Terminal NONE = new Terminal(false);
}
