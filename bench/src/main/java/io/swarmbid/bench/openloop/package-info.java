/** Open loops: commands at a fixed rate, whatever becomes of them, and how long each took from when it was due. */
package io.swarmbid.bench.openloop;
