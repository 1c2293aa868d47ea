/**
 * Settings and limits: what a host may choose, checked once before anything starts. Immutable, read by every thread.
 */
package io.swarmbid.config;
