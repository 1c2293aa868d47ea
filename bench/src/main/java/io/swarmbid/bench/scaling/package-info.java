/** What a command costs as tasks and instances grow, beside a floor of random accesses; telemetry beside a bare ring. */
package io.swarmbid.bench.scaling;
