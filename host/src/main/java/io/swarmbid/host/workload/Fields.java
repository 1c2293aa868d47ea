package io.swarmbid.host.workload;

import io.swarmbid.host.log.Printable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * The fields of one YAML mapping. Every mistake is put down with its line and a harmless value is
 * returned, so that one pass finds them all.
 */
final class Fields {
    private static final Set<Tag> TAGS =
            Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL, Tag.SEQ, Tag.MAP);

    private final String what;
    private final Node node;
    private final Problems problems;
    private final Map<String, Node> values = new LinkedHashMap<>();

    /**
     * Reads a mapping.
     *
     * @param what it describes, for messages
     * @param known the names of its fields; null for any
     */
    Fields(final String what, final Node node, final List<String> known, final Problems problems) {
        this.what = what;
        this.node = node;
        this.problems = problems;
        if (!(node instanceof MappingNode mapping)) {
            problems.add(node, what + " is not a mapping", "write fields as NAME: VALUE");
            return;
        }
        plainTag(node);
        for (final NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                problems.add(
                        tuple.getKeyNode(),
                        what + " has a field whose name is not text",
                        "write NAME: VALUE");
                continue;
            }
            if (known != null && !known.contains(key.getValue())) {
                problems.add(
                        key,
                        what + " has no field " + key.getValue(),
                        "the fields are " + String.join(", ", known));
            } else if (values.put(key.getValue(), tuple.getValueNode()) != null) {
                problems.add(key, "field " + key.getValue() + " is given twice", "keep one");
            }
            plainTag(tuple.getValueNode());
        }
    }

    private void plainTag(final Node value) {
        if (!TAGS.contains(value.getTag())) {
            problems.add(
                    value,
                    "tag " + value.getTag().getValue() + " is not allowed",
                    "write the value without a tag");
        }
    }

    boolean has(final String field) {
        return values.containsKey(field);
    }

    Set<String> names() {
        return values.keySet();
    }

    Node node(final String field) {
        return values.getOrDefault(field, node);
    }

    void problem(final String field, final String wrong, final String right) {
        problems.add(node(field), wrong, right);
    }

    /** A required number. */
    long number(final String field, final Quantity quantity, final long min, final long max) {
        if (!has(field)) {
            missing(field, quantity.right());
            return min;
        }
        return number(field, quantity, min, max, min);
    }

    /** An optional number. */
    long number(
            final String field,
            final Quantity quantity,
            final long min,
            final long max,
            final long otherwise) {
        return has(field) ? number(field, values.get(field), quantity, min, max) : otherwise;
    }

    private long number(
            final String field,
            final Node value,
            final Quantity quantity,
            final long min,
            final long max) {
        if (!(value instanceof ScalarNode scalar) || !scalar.isPlain()) {
            problems.add(value, field + " is not a number", "write " + quantity.right());
            return min;
        }
        final OptionalLong parsed = quantity.parse(scalar.getValue());
        if (parsed.isEmpty() && !quantity.isBeyond(scalar.getValue())) {
            problems.add(
                    value, field + " cannot be " + scalar.getValue(), "write " + quantity.right());
            return min;
        }
        if (parsed.isEmpty() || parsed.getAsLong() < min || parsed.getAsLong() > max) {
            problems.add(
                    value,
                    field + " is out of range: " + scalar.getValue(),
                    "it may be " + quantity.range(min, max, scalar.getValue()));
            return min;
        }
        return parsed.getAsLong();
    }

    /** A list of numbers; empty when it is not given. */
    List<Long> numbers(
            final String field, final Quantity quantity, final long min, final long max) {
        final List<Long> numbers = new ArrayList<>();
        for (final Node item : list(field)) {
            numbers.add(number(field, item, quantity, min, max));
        }
        return numbers;
    }

    boolean flag(final String field, final boolean otherwise) {
        if (!has(field)) {
            return otherwise;
        }
        final String text = values.get(field) instanceof ScalarNode scalar ? scalar.getValue() : "";
        if (!text.equals("true") && !text.equals("false")) {
            problem(field, field + " is neither true nor false", "write true or false");
        }
        return text.equals("true");
    }

    /** A required text. */
    String text(final String field, final String right) {
        if (!has(field)) {
            missing(field, right);
            return "";
        }
        return text(field, right, "");
    }

    /** An optional text. */
    String text(final String field, final String right, final String otherwise) {
        return has(field) ? text(field, values.get(field), right) : otherwise;
    }

    private String text(final String field, final Node value, final String right) {
        final String word = word(field, value, right);
        if (word != null && word.isEmpty()) {
            problems.add(value, field + " is empty", "write " + right);
        }
        return word == null ? "" : word;
    }

    /** Mistakes in the whole file up to now. */
    int mistakes() {
        return problems.count();
    }

    /** As {@link #text(String, String, String)}, but on one line of a terminal: it is shown there. */
    String label(final String field, final String right, final String otherwise) {
        final String label = text(field, right, otherwise);
        if (!label.equals(Printable.of(label))) {
            problems.add(
                    values.get(field),
                    field + " has characters that cannot be shown: " + Printable.of(label),
                    "it may have letters, digits, punctuation and spaces of any script, on one line");
        }
        return label;
    }

    /** A text that may be empty; the field must be there. */
    String word(final String field, final String right) {
        final String word = word(field, values.get(field), right);
        return word == null ? "" : word;
    }

    /** A list of texts that may be empty ones; an empty list when it is not given. */
    List<String> words(final String field, final String right) {
        final List<String> words = new ArrayList<>();
        for (final Node item : list(field)) {
            final String word = word(field, item, right);
            words.add(word == null ? "" : word);
        }
        return words;
    }

    private String word(final String field, final Node value, final String right) {
        if (!(value instanceof ScalarNode scalar)) {
            problems.add(value, field + " is not a text", "write " + right);
            return null;
        }
        if (scalar.getValue().indexOf('\0') >= 0) {
            problems.add(value, field + " contains a zero character", "leave it out");
            return null;
        }
        return scalar.getValue();
    }

    /** The mappings in a list; empty when it is not given. */
    List<Fields> mappings(final String field, final String item, final List<String> known) {
        final List<Fields> mappings = new ArrayList<>();
        for (final Node value : list(field)) {
            mappings.add(new Fields(item, value, known, problems));
        }
        return mappings;
    }

    /** The items of a list; empty when it is not given. */
    List<Node> list(final String field) {
        if (!has(field)) {
            return List.of();
        }
        if (values.get(field) instanceof SequenceNode sequence) {
            sequence.getValue().forEach(this::plainTag);
            return sequence.getValue();
        }
        problem(field, field + " is not a list", "write [A, B] or lines that start with -");
        return List.of();
    }

    /** A mapping inside this one; null when it is not given. */
    Fields mapping(final String field, final List<String> known) {
        return has(field) ? new Fields(field, values.get(field), known, problems) : null;
    }

    void missing(final String field, final String right) {
        problems.add(node, what + " has no " + field, "add " + field + ": " + right);
    }
}
