/** The journal: appends, the closed loop with it and without, snapshots and recovery by size. */
package io.swarmbid.bench.journal;
