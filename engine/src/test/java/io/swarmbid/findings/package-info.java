/** Injected truth about how tasks use what they hold, noise included, and the findings of the engine held against it. */
package io.swarmbid.findings;
