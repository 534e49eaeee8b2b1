/** Files that are written whole or not at all, and tensors in memory-mapped files. */
package org.narq2t.files;
