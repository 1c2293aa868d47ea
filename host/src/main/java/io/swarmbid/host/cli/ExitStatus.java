package io.swarmbid.host.cli;

/** What a command line ends with. */
public final class ExitStatus {
    public static final int DONE = 0;

    /** The engine, or the machine under it, failed. */
    public static final int FAILED = 1;

    /** Arguments or input that cannot be used. */
    public static final int UNUSABLE = 2;

    private ExitStatus() {}
}
