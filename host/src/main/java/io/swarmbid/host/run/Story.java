package io.swarmbid.host.run;

/** Takes the lines that tell a run. Any thread; must not block. */
@FunctionalInterface
interface Story {
    /**
     * One line.
     *
     * @param atNs of the run.
     * @param text without the time.
     */
    void tell(long atNs, String text);
}
