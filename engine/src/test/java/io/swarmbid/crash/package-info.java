/** Engines in processes of their own, killed at random moments under load, and what is recovered of them. */
package io.swarmbid.crash;
