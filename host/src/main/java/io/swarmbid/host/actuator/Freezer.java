package io.swarmbid.host.actuator;

/**
 * The control file that stops all processes of a group.
 *
 * @param file name in the group
 * @param stop value that stops them
 * @param go value that lets them go on
 */
record Freezer(String file, String stop, String go) {
    static final Freezer V1 = new Freezer("freezer.state", "FROZEN", "THAWED");
    static final Freezer V2 = new Freezer("cgroup.freeze", "1", "0");
}
