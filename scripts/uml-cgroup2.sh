#!/bin/sh
# Checks the cgroup v2 actuator on a machine that has no cgroup v2 of its own: boots Debian's user-mode Linux kernel on
# this machine's file system (read through hostfs), and runs the quota check inside it.
#
# Prints the quota asked and the CPU used. Installs nothing; without the kernel it prints "skipped: REASON" and exits 0.
set -eu

top=$(cd "$(dirname "$0")/.." && pwd)
skip() {
    echo "skipped: $1"
    exit 0
}

kernel=
for name in linux.uml linux; do
    kernel=$(command -v $name) && break
done
[ -n "$kernel" ] || skip "no user-mode Linux kernel (Debian: apt-get install user-mode-linux)"
java=${JAVA_HOME:+$JAVA_HOME/bin/java}
java=$(readlink -f "$(command -v "${java:-java}")") || skip "no java"

if [ ! -d "$top/host/target/test-classes" ]; then
    (cd "$top" && mvn -B -q -pl host -am test-compile) >&2
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM
chmod 700 "$work"

# The guest's first process. Its root is the host's, read-only, so it writes to file systems in memory only. UML ends
# with the status of the kernel, not of the check: the check's own goes through the console.
cat > "$work/init" <<EOF
#!/bin/sh
mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t tmpfs tmpfs /tmp
mount -t cgroup2 cgroup2 /sys/fs/cgroup
echo "guest: \$(uname -r), controllers: \$(cat /sys/fs/cgroup/cgroup.controllers)"
check() {
    '$java' -Xshare:auto -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx128m \
        -cp '$top/host/target/classes:$top/host/target/test-classes' \
        io.swarmbid.host.actuator.QuotaCheck cgroup ${1:-3000}
    echo "status \$?"
}
check
echo "groups left: \$(ls -d /sys/fs/cgroup/swarmbid-* 2>/dev/null | wc -l)"
echo "again, not in the root group:"
echo "+cpu +memory" > /sys/fs/cgroup/cgroup.subtree_control
mkdir /sys/fs/cgroup/scope && echo \$\$ > /sys/fs/cgroup/scope/cgroup.procs
check
echo "groups left: \$(find /sys/fs/cgroup/scope -mindepth 1 -type d | wc -l), init back: \$(grep -c "^1\$" /sys/fs/cgroup/scope/cgroup.procs)"
poweroff -f 2>/dev/null || halt -f || echo o > /proc/sysrq-trigger
EOF
chmod 700 "$work/init"

"$kernel" mem=768M root=/dev/root rootfstype=hostfs rootflags=/ ro init="$work/init" quiet con=null con0=fd:0,fd:1 \
    < /dev/null 2>&1 | tr -d '\r' |
    grep --line-buffered -Ev '^(SELinux|mmapper_init|Failed to init|Powering off|reboot:)' | tee "$work/log"
grep -q '^guest:' "$work/log" || skip "the user-mode kernel does not boot here"
grep -q '^status 0' "$work/log" && ! grep -q '^status [1-9]' "$work/log"
