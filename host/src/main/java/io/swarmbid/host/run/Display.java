package io.swarmbid.host.run;

/** Shows a run to people while it runs. */
interface Display extends Story, AutoCloseable {
    /** Begins; the pieces that it shows exist by now. */
    void start();

    /** Shows what is left and gives the screen back. Idempotent. */
    @Override
    void close();
}
