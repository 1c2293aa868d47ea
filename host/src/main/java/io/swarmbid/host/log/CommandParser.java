package io.swarmbid.host.log;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Reads the JSON of one line into a {@link CommandLine}: syntax, types and repeated fields are judged here, everything
 * else later. Not threadsafe.
 */
final class CommandParser {
    private static final String ONE_OBJECT = "a line is one JSON object";
    private static final int LONGEST_QUOTE = 40;
    private static final int NEAR = 16;
    private static final int MAX_DIGITS = 18;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final JsonFactory factory =
            JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNumberLength(LineReader.MAX_LINE_BYTES)
                                    .maxNestingDepth(LineReader.MAX_LINE_BYTES)
                                    .build())
                    .build();
    private final CharsetDecoder decoder =
            StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT);
    private final CharBuffer chars = CharBuffer.allocate(LineReader.MAX_LINE_BYTES);
    private final CommandLine line;
    private String unknownField;
    private Fault firstFault;

    CommandParser(final CommandLine line) {
        this.line = line;
    }

    /**
     * Reads a line.
     *
     * @return what is wrong, null if nothing is so far.
     */
    Fault parse(final byte[] bytes, final int length) {
        line.reset();
        unknownField = null;
        firstFault = null;
        chars.clear();
        decoder.reset();
        final CoderResult result = decoder.decode(ByteBuffer.wrap(bytes, 0, length), chars, true);
        if (result.isError()) {
            return new Fault(
                    FaultReason.NOT_UTF8, "the line is not valid UTF-8", "a line is UTF-8 text");
        }
        if (chars.position() > 0 && chars.get(0) == BYTE_ORDER_MARK) {
            return new Fault(
                    FaultReason.NOT_JSON,
                    "the line begins with a byte order mark",
                    "a line is UTF-8 text without one");
        }
        try (JsonParser parser = factory.createParser(chars.array(), 0, chars.position())) {
            return object(parser);
        } catch (final JsonProcessingException e) {
            return syntax(e, chars.array(), chars.position());
        } catch (final IOException e) {
            throw new IllegalStateException("reading from memory failed", e);
        }
    }

    /** The first field that no command has, null if there is none. */
    String unknownField() {
        return unknownField;
    }

    private static Fault syntax(
            final JsonProcessingException e, final char[] text, final int length) {
        final String message = e.getOriginalMessage().replaceAll("\\s+", " ");
        if (message.startsWith("Duplicate ")) {
            final String name = message.replaceFirst("^[^'\"]*['\"](.*)['\"][^'\"]*$", "$1");
            return new Fault(
                    FaultReason.REPEATED_FIELD,
                    quoted(name) + " stands there twice",
                    "a field stands in an object once");
        }
        if (e instanceof JsonEOFException || message.startsWith("Unexpected end-of-input")) {
            return new Fault(
                    FaultReason.NOT_JSON,
                    "not JSON: it breaks off at column " + (length + 1),
                    ONE_OBJECT);
        }
        final long offset = e.getLocation() == null ? 0 : e.getLocation().getCharOffset();
        final int at = (int) Math.max(0, Math.min(offset, length));
        final int from = Math.max(0, at - NEAR);
        final int to = Math.min(length, at + NEAR);
        return new Fault(
                FaultReason.NOT_JSON,
                "not JSON at column "
                        + (at + 1)
                        + ", near "
                        + quoted(new String(text, from, to - from)),
                ONE_OBJECT);
    }

    private Fault object(final JsonParser parser) throws IOException {
        final JsonToken first = parser.nextToken();
        if (first == null) {
            return new Fault(FaultReason.NOT_ONE_OBJECT, "the line is empty", ONE_OBJECT);
        }
        if (first != JsonToken.START_OBJECT) {
            // The rest is read for its syntax only.
            parser.skipChildren();
            return new Fault(FaultReason.NOT_ONE_OBJECT, "the line is no object", ONE_OBJECT);
        }
        String name = parser.nextFieldName();
        while (name != null) {
            parser.nextToken();
            final CommandField field = CommandField.byName(name);
            if (field == null) {
                if (unknownField == null) {
                    unknownField = quoted(name);
                }
                parser.skipChildren();
            } else {
                line.mark(field);
                value(parser, field);
            }
            name = parser.nextFieldName();
        }
        if (parser.nextToken() != null) {
            return new Fault(
                    FaultReason.NOT_ONE_OBJECT, "something follows the object", ONE_OBJECT);
        }
        return firstFault;
    }

    private void value(final JsonParser parser, final CommandField field) throws IOException {
        switch (field.type()) {
            case NUMBER -> number(parser, field);
            case TEXT -> text(parser, field);
            case TRUTH -> truth(parser, field);
            case KINDS -> kinds(parser, field);
            case SPEEDUP -> speedup(parser, field);
            case POOL_LIST -> pools(parser, field);
            default -> throw new IllegalStateException(field.toString());
        }
    }

    private void number(final JsonParser parser, final CommandField field) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
            final long value = integer(parser);
            line.setNumber(field, value);
            if (value == Long.MAX_VALUE || value == -Long.MAX_VALUE) {
                line.setText(field, clip(parser.getText(), LONGEST_QUOTE));
            }
        } else {
            wrongType(parser, field.label(), field.type().description());
        }
    }

    /** The value of an integer token; the largest or smallest long that has a negative where it fits none. */
    private static long integer(final JsonParser parser) throws IOException {
        final char[] digits = parser.getTextCharacters();
        final int start = parser.getTextOffset();
        final int length = parser.getTextLength();
        final boolean negative = digits[start] == '-';
        final int from = negative ? start + 1 : start;
        final int count = start + length - from;
        if (count > MAX_DIGITS) {
            return large(new String(digits, from, Math.min(count, MAX_DIGITS + 2)), negative);
        }
        long value = 0;
        for (int at = from; at < from + count; at++) {
            value = value * 10 + (digits[at] - '0');
        }
        return negative ? -value : value;
    }

    private static long large(final String digits, final boolean negative) {
        long value = Long.MAX_VALUE;
        if (digits.length() == MAX_DIGITS + 1) {
            try {
                value = Long.parseLong(digits);
            } catch (final NumberFormatException e) {
                value = Long.MAX_VALUE;
            }
        }
        return negative ? -value : value;
    }

    private void text(final JsonParser parser, final CommandField field) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            wrongType(parser, field.label(), field.type().description());
            return;
        }
        final String value = parser.getText();
        if (!isWellFormed(value)) {
            fault(
                    FaultReason.OUT_OF_RANGE,
                    field.label() + " holds half of a surrogate pair",
                    "a string of whole Unicode characters");
        }
        line.setText(field, value);
    }

    private static boolean isWellFormed(final String text) {
        for (int at = 0; at < text.length(); at++) {
            final char c = text.charAt(at);
            if (Character.isSurrogate(c)) {
                if (Character.isLowSurrogate(c)
                        || at + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(at + 1))) {
                    return false;
                }
                at++;
            }
        }
        return true;
    }

    private void truth(final JsonParser parser, final CommandField field) throws IOException {
        final JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
            line.setNumber(field, token == JsonToken.VALUE_TRUE ? 1 : 0);
        } else {
            wrongType(parser, field.label(), field.type().description());
        }
    }

    private void kinds(final JsonParser parser, final CommandField field) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            wrongType(parser, field.label(), field.type().description());
            return;
        }
        String name = parser.nextFieldName();
        while (name != null) {
            parser.nextToken();
            final int kind = Kinds.byName(name);
            if (kind < 0) {
                fault(
                        FaultReason.UNKNOWN_FIELD,
                        field.label() + " has the unknown kind " + quoted(name),
                        "its kinds are vcpu, memory, accelerator");
                parser.skipChildren();
            } else if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
                line.kinds(field)[kind] = integer(parser);
            } else {
                wrongType(parser, field.label() + "." + name, "a whole number");
            }
            name = parser.nextFieldName();
        }
    }

    private void speedup(final JsonParser parser, final CommandField field) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            wrongType(parser, field.label(), field.type().description());
            return;
        }
        String name = parser.nextFieldName();
        while (name != null) {
            parser.nextToken();
            if ("serialPpm".equals(name)) {
                line.hasSerial = true;
                if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
                    line.serialPpm = integer(parser);
                } else {
                    wrongType(parser, "speedup.serialPpm", "a whole number");
                }
            } else if ("tablePpm".equals(name)) {
                line.hasTable = true;
                table(parser);
            } else {
                fault(
                        FaultReason.UNKNOWN_FIELD,
                        "speedup has the unknown field " + quoted(name),
                        "it has either serialPpm or tablePpm");
                parser.skipChildren();
            }
            name = parser.nextFieldName();
        }
        if (line.hasSerial == line.hasTable) {
            fault(
                    line.hasTable ? FaultReason.UNKNOWN_FIELD : FaultReason.MISSING_FIELD,
                    "speedup has "
                            + (line.hasTable ? "both serialPpm and" : "neither serialPpm nor")
                            + " tablePpm",
                    "it has one of them");
        }
    }

    private void table(final JsonParser parser) throws IOException {
        final String right = "a list of whole numbers, S(1) to S(max)";
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            wrongType(parser, "speedup.tablePpm", right);
            return;
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
                line.addTable(integer(parser));
            } else {
                wrongType(parser, "an entry of speedup.tablePpm", right);
            }
        }
    }

    private void pools(final JsonParser parser, final CommandField field) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            wrongType(parser, field.label(), field.type().description());
            return;
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
                line.addPool(integer(parser));
            } else {
                wrongType(parser, "an entry of pools", field.type().description());
            }
        }
    }

    private void wrongType(final JsonParser parser, final String what, final String right)
            throws IOException {
        final String is =
                switch (parser.currentToken()) {
                    case START_OBJECT -> "an object";
                    case START_ARRAY -> "a list";
                    case VALUE_STRING -> "the string " + quoted(parser.getText());
                    default -> clip(parser.getText(), LONGEST_QUOTE);
                };
        parser.skipChildren();
        fault(FaultReason.WRONG_TYPE, what + " is " + is, "it takes " + right);
    }

    private void fault(final FaultReason reason, final String wrong, final String right) {
        if (firstFault == null) {
            firstFault = new Fault(reason, wrong, right);
        }
    }

    /** A string as JSON would write it, cut where it is long, so that a message stays on one line. */
    static String quoted(final String text) {
        final StringBuilder out = new StringBuilder("\"");
        final String shown = clip(text, LONGEST_QUOTE);
        for (int at = 0; at < shown.length(); at++) {
            final char c = shown.charAt(at);
            if (Character.isISOControl(c) || Character.isSurrogate(c)) {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                if (c == '"' || c == '\\') {
                    out.append('\\');
                }
                out.append(c);
            }
        }
        return out.append('"').toString();
    }

    private static String clip(final String text, final int length) {
        return text.length() <= length ? text : text.substring(0, length) + "...";
    }
}
