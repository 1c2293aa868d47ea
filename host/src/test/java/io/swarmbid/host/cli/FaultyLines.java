package io.swarmbid.host.cli;

import java.util.stream.Stream;

/** Lines of a command log that are not well-formed, each with what is said of it. */
final class FaultyLines {
    private static final String COMMANDS =
            "pool, instance, poolCost, poolStock, fleet, fleetCancel, task, rebid, telemetry, usage, vruFault,"
                    + " vruRepair, drain, instanceLost, activationFailed, progress, complete, cancel, tick";
    private static final String TASK_FIELDS =
            "'task' has at, cmd, id, customer, class, bid, work, min, max, bundle and, if wanted, speedup, fleet,"
                    + " pools, deadline, ttl, moveCost, preemptible, actualWork";
    private static final String KINDS =
            "it takes an object of counts by kind: vcpu, memory, accelerator";

    private FaultyLines() {}

    static String task(final String changes) {
        return line(
                "'at':1,'cmd':'task','id':1,'customer':'a','class':'b','bid':5,'work':7000000000000,'min':1,'max':4,"
                        + "'bundle':{'vcpu':1}",
                changes);
    }

    static String pool(final String changes) {
        return line(
                "'at':1,'cmd':'pool','id':1,'name':'p','cost':9,'weight':1,'stock':1,'vrus':{'vcpu':8},"
                        + "'activationDelay':0,'activationCost':0,'billingQuantum':0",
                changes);
    }

    static String fleet(final String changes) {
        return line("'at':1,'cmd':'fleet','id':1,'customer':'a','bid':5,'target':4", changes);
    }

    /** The fields with some changed ('name':value), removed (-'name') or added. */
    private static String line(final String fields, final String changes) {
        String text = fields;
        if (changes.startsWith("-")) {
            text = text.replaceFirst("," + changes.substring(1) + ":(\\{[^}]*\\}|[^,]*)", "");
        } else if (!changes.isEmpty()) {
            final String name = changes.substring(0, changes.indexOf(':'));
            final String shorter = text.replaceFirst("," + name + ":(\\{[^}]*\\}|[^,]*)", "");
            text = shorter + "," + changes;
        }
        return "{" + text.replace('\'', '"') + "}";
    }

    private static String quote(final String text) {
        return text.replace('\'', '"');
    }

    private static String[] row(final String line, final String message) {
        return new String[] {line, message};
    }

    static Stream<String[]> linesOfTheWrongShape() {
        return Stream.of(
                row("", "the line is empty; a line is one JSON object"),
                row("   ", "the line is empty; a line is one JSON object"),
                row("7", "the line is no object; a line is one JSON object"),
                row("[1,[2]]", "the line is no object; a line is one JSON object"),
                row("null", "the line is no object; a line is one JSON object"),
                row(
                        "{\"at\":1,\"cmd\":\"tick\"} {}",
                        "something follows the object; a line is one JSON object"),
                row(
                        quote("{'at':1,'cmd':'tick','at':1}"),
                        "\"at\" stands there twice; a field stands in an object once"),
                row(
                        quote("{'at':1,'cmd':'tick','zzz':{'b':1,'b':2}}"),
                        "\"b\" stands there twice; a field stands in an object once"),
                row(
                        task("'bundle':{'vcpu':1,'vcpu':2}"),
                        "\"vcpu\" stands there twice; a field stands in an object once"),
                row(quote("{'at':1}"), "cmd is missing; it is one of " + COMMANDS),
                row(quote("{'at':1,'cmd':7}"), "cmd is 7; it takes a string"),
                row(
                        quote("{'at':1,'cmd':'tock'}"),
                        "unknown command \"tock\"; the commands are " + COMMANDS),
                row(quote("{'cmd':'tick'}"), "at is missing; 'tick' has at, cmd"),
                row(
                        quote("{'at':1,'cmd':'tick','x':[{}]}"),
                        "unknown field \"x\"; 'tick' has at, cmd"),
                row(
                        quote("{'at':1,'cmd':'tick','bid':1}"),
                        "unknown field \"bid\"; 'tick' has at, cmd"),
                row(
                        quote("{'at':1,'cmd':'instance','id':1}"),
                        "pool is missing; 'instance' has at, cmd, id, pool"),
                row(task("-'bundle'"), "bundle is missing; " + TASK_FIELDS),
                row(task("-'class'"), "class is missing; " + TASK_FIELDS),
                row(quote("{'at':1.0,'cmd':'tick'}"), "at is 1.0; it takes a whole number"),
                row(quote("{'at':1e3,'cmd':'tick'}"), "at is 1e3; it takes a whole number"),
                row(
                        quote("{'at':'1','cmd':'tick'}"),
                        "at is the string \"1\"; it takes a whole number"),
                row(quote("{'at':null,'cmd':'tick'}"), "at is null; it takes a whole number"),
                row(quote("{'at':[1],'cmd':'tick'}"), "at is a list; it takes a whole number"),
                row(
                        quote("{'at':{'a':1},'cmd':'tick'}"),
                        "at is an object; it takes a whole number"),
                row(task("'customer':7"), "customer is 7; it takes a string"),
                row(task("'preemptible':1"), "preemptible is 1; it takes true or false"),
                row(task("'bundle':[1]"), "bundle is a list; " + KINDS),
                row(task("'bundle':{'vcpu':true}"), "bundle.vcpu is true; it takes a whole number"),
                row(
                        task("'bundle':{'gpu':1}"),
                        "bundle has the unknown kind \"gpu\"; its kinds are vcpu, memory, accelerator"),
                row(
                        task("'speedup':5"),
                        "speedup is 5; it takes an object with either serialPpm or tablePpm"),
                row(
                        task("'speedup':{}"),
                        "speedup has neither serialPpm nor tablePpm; it has one of them"),
                row(
                        task("'speedup':{'serialPpm':1,'tablePpm':[1]}"),
                        "speedup has both serialPpm and tablePpm; it has one of them"),
                row(
                        task("'speedup':{'serial':1}"),
                        "speedup has the unknown field \"serial\"; it has either serialPpm or tablePpm"),
                row(task("'pools':1"), "pools is 1; it takes a list of pool ids"),
                row(
                        task("'pools':['a']"),
                        "an entry of pools is the string \"a\"; it takes a list of pool ids"));
    }

    static Stream<String[]> valuesOutOfRange() {
        return Stream.of(
                row(
                        quote("{'at':-1,'cmd':'tick'}"),
                        "at -1 is out of range; it takes nanoseconds from 0 to 4611686018427387904"),
                row(
                        quote("{'at':4611686018427387905,'cmd':'tick'}"),
                        "at 4611686018427387905 is out of range; it takes nanoseconds from 0 to 4611686018427387904"),
                row(
                        quote("{'at':99999999999999999999,'cmd':'tick'}"),
                        "at 99999999999999999999 is out of range; it takes nanoseconds from 0 to 4611686018427387904"),
                row(
                        quote("{'at':1,'cmd':'rebid','task':1,'bid':-9223372036854775808}"),
                        "bid -9223372036854775808 is out of range; it takes nano-currency from 0 to"
                                + " 4000000000000000000"),
                row(
                        task("'id':0"),
                        "id 0 is out of range; it takes a whole number from 1 to 4294967295"),
                row(
                        task("'id':4294967296"),
                        "id 4294967296 is out of range; it takes a whole number from 1 to 4294967295"),
                row(
                        task("'fleet':0"),
                        "fleet 0 is out of range; it takes a whole number from 1 to 4294967295"),
                row(
                        quote("{'at':1,'cmd':'cancel','task':-5}"),
                        "task -5 is out of range; it takes a whole number from 1 to 4294967295"),
                row(
                        quote("{'at':1,'cmd':'poolStock','pool':0,'stock':1}"),
                        "pool 0 is out of range; it takes a whole number from 1 to 4294967295"),
                row(
                        quote("{'at':1,'cmd':'instanceLost','instance':0}"),
                        "instance 0 is out of range; it takes a whole number from 1 to 4611686018427387904"),
                row(
                        quote("{'at':1,'cmd':'instance','id':0,'pool':1}"),
                        "id 0 is out of range; it takes a whole number from 1 to 4611686018427387904"),
                row(
                        pool("'cost':1000000000001"),
                        "cost 1000000000001 is out of range; it takes nano-currency per instance-hour from 0 to"
                                + " 1000000000000"),
                row(
                        pool("'weight':0"),
                        "weight 0 is out of range; it takes capacity units from 1 to 1000000"),
                row(
                        pool("'stock':4294967297"),
                        "stock 4294967297 is out of range; it takes a count of instances from 0 to 1000000000"),
                row(
                        pool("'vrus':{}"),
                        "vrus is out of range; it takes counts from 0 to maxVrusPerInstance, at least one of them"
                                + " above 0"),
                row(
                        pool("'kindWeightsPpm':{'vcpu':1}"),
                        "kindWeightsPpm is out of range; it takes shares that sum to 1000000, 0 for a kind without VRUs"),
                row(
                        pool("'minimumMargin':-1"),
                        "minimumMargin -1 is out of range; it takes nano-currency per VRU-hour from 0 to 1000000000"),
                row(
                        pool("'name':'" + "n".repeat(257) + "'"),
                        "name is too long; it takes a string of at most 256 bytes, 1048576 different ones in all"),
                row(
                        pool("'name':'\\ud800'"),
                        "name holds half of a surrogate pair; a string of whole Unicode characters"),
                row(
                        fleet("'target':0"),
                        "target 0 is out of range; it takes capacity units from 1 to 1000000000"),
                row(
                        fleet("-'target'"),
                        "target is missing; 'fleet' has at, cmd, id, customer, bid and, if wanted, target, jobs,"
                                + " period, strategy, budget, firm, pools, maintain"),
                row(
                        fleet("'jobs':3,'period':5"),
                        "jobs, period and target do not go together; it takes jobs from 1 to 1000000000 in a period of"
                                + " 1 to 4611686018427387904 ns, and no target"),
                row(
                        fleet("'strategy':'CHEAP'"),
                        "strategy is \"CHEAP\"; it takes one of LOWEST_COST, DIVERSIFIED, CAPACITY_OPTIMIZED,"
                                + " COST_CAPACITY_OPTIMIZED"),
                row(
                        fleet("'firm':5"),
                        "firm 5 is out of range; it takes capacity units from 0 to the target"),
                row(
                        fleet("'pools':[1,1]"),
                        "pools is out of range; it takes at most 64 different pool ids"));
    }

    static Stream<String[]> valuesOfTasksOutOfRange() {
        return Stream.of(
                row(
                        task("'work':0"),
                        "work 0 is out of range; it takes nanoseconds from 1 to 4611686018427387904"),
                row(
                        task("'max':257"),
                        "max 257 is out of range; it takes units from 1 to maxUnits"),
                row(task("'min':5"), "min 5 is out of range; it takes units from 0 to max"),
                row(
                        task("'bundle':{'memory':0}"),
                        "bundle is out of range; it takes VRUs per unit from 0 to maxVrusPerInstance, at least one of"
                                + " them above 0"),
                row(
                        task("'speedup':{'serialPpm':1000001}"),
                        "speedup.serialPpm is out of range; it takes a share from 0 to 1000000"),
                row(
                        task("'speedup':{'tablePpm':[]}"),
                        "speedup.tablePpm with 0 entries does not fit max 4; it takes max entries from 0 to 2147483647,"
                                + " the first of them 1000000"),
                row(
                        task("'speedup':{'tablePpm':[1,2,3,4]}"),
                        "entry 1 of speedup.tablePpm, 1, is out of range; it takes max entries from 0 to 2147483647,"
                                + " the first of them 1000000"),
                row(
                        task("'speedup':{'tablePpm':[1000000,-1,3,4]}"),
                        "entry 2 of speedup.tablePpm, -1, is out of range; it takes max entries from 0 to 2147483647,"
                                + " the first of them 1000000"),
                row(
                        task("'speedup':{'tablePpm':[1000000,2,3,2147483648]}"),
                        "entry 4 of speedup.tablePpm, 2147483648, is out of range; it takes max entries from 0 to 2147483647,"
                                + " the first of them 1000000"),
                row(
                        task("'bid':4000000000000000000"),
                        "bid 4000000000000000000 is too high for work 7000000000000 and its speed-up; it takes"
                                + " nano-currency from 0 to 2241791814513 for those"),
                row(
                        task("'actualWork':0"),
                        "actualWork 0 is out of range; it takes nanoseconds from 1 to 4611686018427387904"),
                row(
                        quote("{'at':1,'cmd':'vruFault','instance':1,'kind':'gpu','vru':0}"),
                        "kind is \"gpu\"; it takes one of vcpu, memory, accelerator"),
                row(
                        quote("{'at':1,'cmd':'vruRepair','instance':1,'kind':'vcpu','vru':1024}"),
                        "vru 1024 is out of range; it takes a VRU's number from 0 to maxVrusPerInstance - 1"),
                row(
                        quote(
                                "{'at':1,'cmd':'usage','task':1,'vcpu':1,'memory':1000001,'accelerator':0,"
                                        + "'ioBytesPerSecond':0}"),
                        "memory 1000001 is out of range; it takes a share from 0 to 1000000"),
                row(
                        quote("{'at':1,'cmd':'complete','task':1,'status':'CANCELLED'}"),
                        "status is \"CANCELLED\"; it takes one of DONE, FAILED"),
                row(
                        quote("{'at':1,'cmd':'progress','task':1,'workDone':-1}"),
                        "workDone -1 is out of range; it takes nanoseconds from 0 to 4611686018427387904"));
    }
}
