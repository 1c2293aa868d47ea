package io.swarmbid.host.log;

import io.swarmbid.codec.sbe.Kind;
import java.util.List;

/** The kinds of VRU as files name them, in the order of {@link Kind}. */
public final class Kinds {
    /** Names of the kinds by their number. */
    public static final List<String> NAMES = List.of("vcpu", "memory", "accelerator");

    private Kinds() {}

    /** The number of a kind, -1 if there is none of that name. */
    static int byName(final String name) {
        return NAMES.indexOf(name);
    }
}
