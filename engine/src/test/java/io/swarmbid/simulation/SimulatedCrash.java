package io.swarmbid.simulation;

/** Stops an engine in the middle of a command. */
final class SimulatedCrash extends RuntimeException {
    private static final long serialVersionUID = 1;
}
