/**
 * NAS-Bench-101: cells of at most seven vertices and nine edges with an operator on each vertex,
 * the official hash of a cell, the enumeration of the 423,624 distinct ones, and the costs of their
 * networks.
 */
package org.narq2t.space.nasbench101;
