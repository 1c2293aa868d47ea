/**
 * What reports reckon about a run when it is over, knowing all of it. Nothing of the engine depends on it; it may use floating
 * point, and belongs to no thread.
 */
package io.swarmbid.report;
