package io.swarmbid.host.report.record;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads a JSON Lines file one object at a time into the fields of a subclass, which are overwritten by each call of
 * {@link #next()}. Fields that a subclass does not know are skipped. Not thread safe.
 */
abstract class JsonLines implements Closeable {
    /** The value of a number that the line did not have. */
    static final long ABSENT = Long.MIN_VALUE;

    private static final JsonFactory FACTORY = new JsonFactory();
    private static final int MAX_INTERNED = 50_000;

    final JsonParser parser;
    private final Path file;
    private final Map<String, String> interned = new HashMap<>();
    private long line;

    JsonLines(final Path file) throws IOException {
        this.file = file;
        this.parser = FACTORY.createParser(Files.newInputStream(file));
    }

    /**
     * Reads the next object.
     *
     * @return false at the end of the file.
     * @throws IOException naming file and line if it is not well-formed.
     */
    final boolean next() throws IOException {
        try {
            final JsonToken token = parser.nextToken();
            if (token == null) {
                return false;
            }
            if (token != JsonToken.START_OBJECT) {
                throw malformed("not one JSON object");
            }
            line++;
            clear();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                final String name = parser.currentName();
                parser.nextToken();
                field(name);
            }
            return true;
        } catch (final JsonProcessingException e) {
            throw malformed(e.getOriginalMessage());
        }
    }

    /** Forgets the fields of the last object. */
    abstract void clear();

    /** Takes one field; the parser stands at its value. */
    abstract void field(String name) throws IOException;

    /** The place of the object read last, from 1. */
    final long line() {
        return line;
    }

    /** The number at the parser; anything that is not a number counts as absent. */
    final long number() throws IOException {
        if (parser.currentToken().isNumeric()) {
            return parser.getValueAsLong();
        }
        parser.skipChildren();
        return ABSENT;
    }

    /** The string at the parser, one object for equal strings; anything else counts as absent. */
    final String string() throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            parser.skipChildren();
            return null;
        }
        final String text = parser.getText();
        final String known = interned.get(text);
        if (known != null) {
            return known;
        }
        if (interned.size() < MAX_INTERNED) {
            interned.put(text, text);
        }
        return text;
    }

    /** Reads an object of numbers by kind into the array, which is cleared first. */
    final void kinds(final long[] target) throws IOException {
        java.util.Arrays.fill(target, 0);
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            final Kind kind = Kind.byName(parser.currentName());
            parser.nextToken();
            final long value = number();
            if (kind != null && value != ABSENT) {
                target[kind.ordinal()] = value;
            }
        }
    }

    private IOException malformed(final String what) {
        return new IOException(file + ":" + parser.currentLocation().getLineNr() + ": " + what);
    }

    @Override
    public final void close() throws IOException {
        parser.close();
    }
}
