/**
 * Batch workloads in the Standard Workload Format: jobs and recorded prices come in, encoded commands leave, in the
 * order of their time. One thread per object.
 *
 * @see <a href="https://www.cs.huji.ac.il/labs/parallel/workload/swf.html">The Standard Workload Format</a>
 */
package io.swarmbid.host.swf;
