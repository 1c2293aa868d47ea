package io.swarmbid.learning;

import io.swarmbid.arithmetic.BinaryLog;

/**
 * Under what a finished task is remembered: four groups that it belongs to, each a number above 0.
 *
 * <pre>
 *   class: 20 bits | customer: 20 bits | most units: 11 bits | request: 9 bits | which: 2 bits
 * </pre>
 *
 * The request is the work per most units, in eighths of a factor of two. What a group leaves open is 0.
 */
final class EstimateKey {
    /** Of the class. */
    static final int CLASS = 0;

    /** Of the class, by one customer, as wide. */
    static final int WIDTH = 1;

    /** Of the class, by one customer, asking for as long. */
    static final int REQUEST = 2;

    /** Of the class, by one customer, as wide and asking for as long. */
    static final int ALIKE = 3;

    static final int KINDS = 4;

    private static final int KIND_BITS = 2;
    private static final int REQUEST_BITS = 9;
    private static final int WIDTH_BITS = 11;
    private static final int CUSTOMER_BITS = 20;
    private static final int REQUEST_AT = KIND_BITS;
    private static final int WIDTH_AT = REQUEST_AT + REQUEST_BITS;
    private static final int CUSTOMER_AT = WIDTH_AT + WIDTH_BITS;
    private static final int CLASS_AT = CUSTOMER_AT + CUSTOMER_BITS;
    private static final int REQUEST_STEP = BinaryLog.STEPS / 8;

    private EstimateKey() {}

    /** The groups of a class that one customer's tasks of a width and a request belong to; of each the key. */
    static long of(
            final int kind,
            final int className,
            final int customer,
            final int width,
            final int request) {
        final long key = (long) className << CLASS_AT | kind;
        return switch (kind) {
            case CLASS -> key;
            case WIDTH -> key | (long) customer << CUSTOMER_AT | (long) width << WIDTH_AT;
            case REQUEST -> key | (long) customer << CUSTOMER_AT | (long) request << REQUEST_AT;
            default ->
                    key
                            | (long) customer << CUSTOMER_AT
                            | (long) width << WIDTH_AT
                            | (long) request << REQUEST_AT;
        };
    }

    /** How long a task asks for, as a key says it. */
    static int request(final long work, final int maxUnits) {
        return BinaryLog.log(Math.max(1, work / maxUnits)) / REQUEST_STEP;
    }

    static int className(final long key) {
        return (int) (key >>> CLASS_AT);
    }

    static int customer(final long key) {
        return (int) (key >>> CUSTOMER_AT) & (1 << CUSTOMER_BITS) - 1;
    }

    /** Width, request and which, as they stand in the key. */
    static int shape(final long key) {
        return (int) key & (1 << CUSTOMER_AT) - 1;
    }
}
