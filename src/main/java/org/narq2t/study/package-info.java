/**
 * Studies: several runs that answer one question, described by a file of {@code studies/}. A plan
 * makes runs of the file, the queue and its workers do them, a table shows them beside published
 * figures.
 */
package org.narq2t.study;
