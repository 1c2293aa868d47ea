package io.swarmbid.host.cli;

import java.util.regex.Pattern;

/** A word as a shell takes it, so that a command that is printed can be pasted. */
final class ShellWord {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./,:=@%+-]+");

    private ShellWord() {}

    /** The word itself, in single quotes where it holds what a POSIX shell would take apart. */
    static String of(final String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
