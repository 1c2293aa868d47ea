package io.swarmbid.host.report.record;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** Reads {@code decisions.jsonl}: every field of each decision. Numbers that a line lacks are {@link #ABSENT}. */
final class DecisionReader extends JsonLines {
    long at;
    long cause;
    String decision;
    long task;
    long instance;
    long pool;
    long units;
    long margin;
    long slope;
    long price;
    long charge;
    long cost;
    long deadline;
    long deficit;
    long priceToBeat;
    long rival;
    long subject;
    String reason;
    String code;
    String kind;
    String finding;
    long recommendedUnits;
    long waste;
    final long[] vruCount = new long[Kind.COUNT];

    /**
     * The inclusive ranges of vCPU VRUs: first, last, first, last and so on; {@link #vcpuRangeEnd} of them are
     * valid.
     */
    int[] vcpuRanges = new int[16];

    int vcpuRangeEnd;

    DecisionReader(final Path file) throws IOException {
        super(file);
    }

    @Override
    void clear() {
        at = 0;
        cause = 0;
        decision = "";
        task = ABSENT;
        instance = ABSENT;
        pool = ABSENT;
        units = ABSENT;
        margin = ABSENT;
        slope = ABSENT;
        price = ABSENT;
        charge = ABSENT;
        cost = ABSENT;
        deadline = ABSENT;
        deficit = ABSENT;
        priceToBeat = ABSENT;
        rival = ABSENT;
        subject = ABSENT;
        reason = null;
        code = null;
        kind = null;
        finding = null;
        recommendedUnits = 0;
        waste = 0;
        vcpuRangeEnd = 0;
        Arrays.fill(vruCount, 0);
    }

    @Override
    void field(final String field) throws IOException {
        switch (field) {
            case "at" -> at = number();
            case "cause" -> cause = number();
            case "decision" -> decision = string();
            case "task" -> task = number();
            case "instance" -> instance = number();
            case "pool" -> pool = number();
            case "units" -> units = number();
            case "margin" -> margin = number();
            case "slope" -> slope = number();
            case "price" -> price = number();
            case "charge" -> charge = number();
            case "cost" -> cost = number();
            case "deadline" -> deadline = number();
            case "deficit" -> deficit = number();
            case "priceToBeat" -> priceToBeat = number();
            case "rival" -> rival = number();
            case "subject" -> subject = number();
            case "reason" -> reason = string();
            case "code" -> code = string();
            case "kind" -> kind = string();
            case "finding" -> finding = string();
            case "recommendedUnits" -> recommendedUnits = number();
            case "waste" -> waste = number();
            case "vrus" -> vrus();
            default -> parser.skipChildren();
        }
    }

    private void vrus() throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            final Kind kindOfVrus = Kind.byName(parser.currentName());
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                parser.skipChildren();
                continue;
            }
            while (parser.nextToken() == JsonToken.START_ARRAY) {
                parser.nextToken();
                final long first = number();
                parser.nextToken();
                final long last = number();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    parser.skipChildren();
                }
                range(kindOfVrus, first, last);
            }
        }
    }

    private void range(final Kind kindOfVrus, final long first, final long last) {
        if (kindOfVrus == null || first < 0 || last < first || last >= Instance.MAX_VRUS) {
            return;
        }
        vruCount[kindOfVrus.ordinal()] += last - first + 1;
        if (kindOfVrus == Kind.VCPU) {
            if (vcpuRangeEnd == vcpuRanges.length) {
                vcpuRanges = Arrays.copyOf(vcpuRanges, vcpuRangeEnd * 2);
            }
            vcpuRanges[vcpuRangeEnd++] = (int) first;
            vcpuRanges[vcpuRangeEnd++] = (int) last;
        }
    }
}
