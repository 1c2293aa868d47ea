package io.swarmbid.host.report.record;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** Reads {@code commands.jsonl}: the fields that a report needs of each command. */
final class CommandReader extends JsonLines {
    long at;
    String cmd;
    long id;
    long pool;
    long instance;
    long task;
    long cost;
    long weight;
    long stock;
    long minimumMargin;
    long activationCost;
    long bid;
    long work;
    long min;
    long max;
    long serialPpm;
    long[] table;
    long vru;
    long utilisation;
    long vcpuShare;
    long workDone;
    String name;
    String customer;
    String clazz;
    String kind;
    boolean hasKindWeights;
    boolean hasBundle;
    final long[] vrus = new long[Kind.COUNT];
    final long[] kindWeights = new long[Kind.COUNT];
    final long[] bundle = new long[Kind.COUNT];

    CommandReader(final Path file) throws IOException {
        super(file);
    }

    @Override
    void clear() {
        at = 0;
        id = 0;
        pool = 0;
        instance = 0;
        task = 0;
        cost = 0;
        weight = 1;
        stock = 0;
        bid = 0;
        work = 0;
        min = 1;
        max = 1;
        serialPpm = 0;
        vru = 0;
        utilisation = 0;
        workDone = 0;
        activationCost = 0;
        minimumMargin = ABSENT;
        vcpuShare = ABSENT;
        cmd = "";
        name = "";
        customer = "";
        clazz = "";
        kind = "";
        table = null;
        hasKindWeights = false;
        hasBundle = false;
        Arrays.fill(vrus, 0);
        Arrays.fill(bundle, 0);
    }

    @Override
    void field(final String field) throws IOException {
        switch (field) {
            case "at" -> at = number();
            case "cmd" -> cmd = string();
            case "id" -> id = number();
            case "pool" -> pool = number();
            case "instance" -> instance = number();
            case "task" -> task = number();
            case "cost" -> cost = number();
            case "weight" -> weight = Math.max(1, number());
            case "stock" -> stock = number();
            case "minimumMargin" -> minimumMargin = number();
            case "activationCost" -> activationCost = number();
            case "bid" -> bid = number();
            case "work" -> work = number();
            case "min" -> min = Math.max(1, number());
            case "max" -> max = number();
            case "vru" -> vru = number();
            case "utilisation" -> utilisation = number();
            case "vcpu" -> vcpuShare = number();
            case "workDone" -> workDone = number();
            case "name" -> name = string();
            case "customer" -> customer = string();
            case "class" -> clazz = string();
            case "kind" -> kind = string();
            case "vrus" -> kinds(vrus);
            case "bundle" -> {
                hasBundle = true;
                kinds(bundle);
            }
            case "kindWeightsPpm" -> {
                hasKindWeights = true;
                kinds(kindWeights);
            }
            case "speedup" -> speedup();
            default -> parser.skipChildren();
        }
    }

    private void speedup() throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            final String field = parser.currentName();
            final JsonToken value = parser.nextToken();
            if ("serialPpm".equals(field)) {
                serialPpm = number();
            } else if ("tablePpm".equals(field) && value == JsonToken.START_ARRAY) {
                long[] read = new long[16];
                int count = 0;
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    if (count == read.length) {
                        read = Arrays.copyOf(read, count * 2);
                    }
                    read[count++] = number();
                }
                table = Arrays.copyOf(read, count);
            } else {
                parser.skipChildren();
            }
        }
    }
}
