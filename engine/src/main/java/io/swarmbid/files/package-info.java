/** What journal and view need of files: which file has a name, who has a lock, and work that no interrupt breaks off. */
package io.swarmbid.files;
