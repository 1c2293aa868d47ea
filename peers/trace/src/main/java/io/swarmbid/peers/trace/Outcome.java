package io.swarmbid.peers.trace;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What a contender found, a line that one JVM prints and another reads: a name, then numbers by name. */
public final class Outcome {
    private static final String MARK = "outcome ";

    private final String name;
    private final Map<String, Double> figures = new LinkedHashMap<>();

    /** An outcome without figures; the name has no spaces. */
    public Outcome(final String name) {
        this.name = name;
    }

    /** Adds a figure. */
    public Outcome with(final String figure, final double value) {
        figures.put(figure, value);
        return this;
    }

    /** Whose it is. */
    public String name() {
        return name;
    }

    /**
     * A figure.
     *
     * @throws IllegalArgumentException if there is none of the name.
     */
    public double get(final String figure) {
        final Double value = figures.get(figure);
        if (value == null) {
            throw new IllegalArgumentException(name + " has no " + figure + " but " + figures);
        }
        return value;
    }

    /** All figures by name. */
    public Map<String, Double> figures() {
        return figures;
    }

    /** The line. */
    public String line() {
        final StringBuilder line = new StringBuilder(MARK).append(name);
        figures.forEach(
                (figure, value) ->
                        line.append(String.format(Locale.ROOT, " %s=%.6g", figure, value)));
        return line.toString();
    }

    /** The outcome that a line tells, null if it tells none. */
    public static Outcome parse(final String line) {
        if (!line.startsWith(MARK)) {
            return null;
        }
        final String[] words = line.substring(MARK.length()).split(" ");
        final Outcome outcome = new Outcome(words[0]);
        for (int i = 1; i < words.length; i++) {
            final int equals = words[i].indexOf('=');
            outcome.with(
                    words[i].substring(0, equals),
                    Double.parseDouble(words[i].substring(equals + 1)));
        }
        return outcome;
    }
}
