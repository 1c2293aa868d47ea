/** What benchmarks found: medians and spread, the machine, tables, JSON and plots. */
package io.swarmbid.bench.results;
