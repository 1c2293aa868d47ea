package io.swarmbid.host.report.record;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code summary.json} as it was written: the engine's own totals. Values are Long, Double, Boolean, String, null,
 * Map or
 * List, in the order of the file. Fields of later versions are kept.
 */
public final class Summary {
    private final Map<String, Object> fields;

    private Summary(final Map<String, Object> fields) {
        this.fields = fields;
    }

    static Summary read(final Path file) throws IOException {
        try (JsonParser parser = new JsonFactory().createParser(Files.newInputStream(file))) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException(file + ": not one JSON object");
            }
            return new Summary(object(parser));
        } catch (final JsonProcessingException e) {
            throw new IOException(
                    file + ":" + e.getLocation().getLineNr() + ": " + e.getOriginalMessage(), e);
        }
    }

    private static Map<String, Object> object(final JsonParser parser) throws IOException {
        final Map<String, Object> read = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            final String name = parser.currentName();
            parser.nextToken();
            read.put(name, value(parser));
        }
        return read;
    }

    private static Object value(final JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> {
                final List<Object> items = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    items.add(value(parser));
                }
                yield items;
            }
            case VALUE_NUMBER_INT -> parser.getLongValue();
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_STRING -> parser.getText();
            default -> null;
        };
    }

    /** All fields, in the order of the file. */
    public Map<String, Object> fields() {
        return fields;
    }

    /** The number of that name; 0 if there is none. */
    public long number(final String name) {
        return fields.get(name) instanceof Number number ? number.longValue() : 0;
    }

    /** The text of that name; empty if there is none. */
    public String text(final String name) {
        return fields.get(name) instanceof String text ? text : "";
    }

    /** The object of that name; empty if there is none. */
    @SuppressWarnings("unchecked")
    public Map<String, Object> object(final String name) {
        return fields.get(name) instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }

    /** The objects of the list of that name; empty if there is none. */
    @SuppressWarnings("unchecked")
    public List<Map<String, Object>> objects(final String name) {
        return fields.get(name) instanceof List<?> list
                ? list.stream()
                        .filter(item -> item instanceof Map)
                        .map(item -> (Map<String, Object>) item)
                        .toList()
                : List.of();
    }

    /** Whether there is such a field. */
    public boolean has(final String name) {
        return fields.containsKey(name);
    }
}
