package io.swarmbid.pipeline;

/** Leads the engine thread out of the core when another thread has failed and nobody will make room any more. */
final class EngineStopped extends RuntimeException {
    static final EngineStopped INSTANCE = new EngineStopped();
    private static final long serialVersionUID = 1L;

    private EngineStopped() {
        super("the engine has stopped", null, false, false);
    }
}
