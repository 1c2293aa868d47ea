package io.swarmbid.host.actuator;

import java.nio.file.Path;

/**
 * Where the counters of one task's control group are.
 *
 * @param version 1 or 2
 * @param cpuAccounting directory with {@code cpuacct.usage} (v1) or {@code cpu.stat} (v2); null
 *     when v1 has no cpuacct
 * @param memory directory with {@code memory.usage_in_bytes} (v1) or {@code memory.current} (v2);
 *     null without a memory controller
 */
public record CgroupPaths(int version, Path cpuAccounting, Path memory) {}
