/**
 * NAS-Bench-201: five operators on the six edges of a cell, its official order, the costs of its
 * networks, and which of its architectures compute the same function.
 */
package org.narq2t.space.nasbench201;
