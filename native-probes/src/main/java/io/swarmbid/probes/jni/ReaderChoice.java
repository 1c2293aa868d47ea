package io.swarmbid.probes.jni;

/** Which reader to use. */
public enum ReaderChoice {
    /** The native one if its library loads, else the Java one, which then explains why. */
    AUTO,
    /** The native one, or an exception. */
    NATIVE,
    /** The Java one. */
    JAVA
}
