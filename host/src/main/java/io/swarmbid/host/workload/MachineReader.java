package io.swarmbid.host.workload;

import java.util.List;

/** Reads the machine section. */
final class MachineReader {
    static final List<String> FIELDS =
            List.of(
                    "vcpuShare",
                    "memoryBlock",
                    "vcpuMax",
                    "memoryMax",
                    "vcpuHeadroom",
                    "memoryHeadroom",
                    "cost",
                    "minimumMargin",
                    "vcpuWeight");

    private static final long PPM = 1_000_000;
    private static final long VCPU_SHARE_PPM_MIN = 1_000;
    private static final long MEMORY_BLOCK_MIN = 1 << 20;
    private static final long VCPU_PPM_MAX = 10_000 * PPM;
    private static final long MEMORY_MAX = 1L << 50;
    private static final long COST_MAX = 1_000_000_000_000L;
    private static final long MARGIN_MAX = 1_000_000_000L;

    private MachineReader() {}

    /**
     * Reads it.
     *
     * @param fields of the section, or null when it is not given
     */
    static MachineSettings read(final Fields fields) {
        final MachineSettings d = MachineSettings.DEFAULT;
        if (fields == null) {
            return d;
        }
        return new MachineSettings(
                fields.number(
                        "vcpuShare", Quantity.SHARE, VCPU_SHARE_PPM_MIN, PPM, d.vcpuSharePpm()),
                fields.number(
                        "memoryBlock",
                        Quantity.MEMORY,
                        MEMORY_BLOCK_MIN,
                        MEMORY_MAX,
                        d.memoryBlockBytes()),
                fields.number(
                        "vcpuMax",
                        Quantity.SHARE,
                        VCPU_SHARE_PPM_MIN,
                        VCPU_PPM_MAX,
                        d.vcpuMaxPpm()),
                fields.number("memoryMax", Quantity.MEMORY, 0, MEMORY_MAX, d.memoryMaxBytes()),
                fields.number("vcpuHeadroom", Quantity.SHARE, 0, VCPU_PPM_MAX, d.vcpuHeadroomPpm()),
                fields.number(
                        "memoryHeadroom", Quantity.MEMORY, 0, MEMORY_MAX, d.memoryHeadroomBytes()),
                fields.number("cost", Quantity.NUMBER, 0, COST_MAX, d.costPerHour()),
                fields.number("minimumMargin", Quantity.NUMBER, 0, MARGIN_MAX, d.minimumMargin()),
                (int) fields.number("vcpuWeight", Quantity.SHARE, 0, PPM, d.vcpuWeightPpm()));
    }
}
