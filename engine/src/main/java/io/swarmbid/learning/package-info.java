/**
 * What finished tasks teach: per class, how much work a task turns out to be against what its customer said. Off-heap,
 * bounded, integers only. Owned by one thread.
 */
package io.swarmbid.learning;
