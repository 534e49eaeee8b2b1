package org.narq2t.space.nasbench201;

/** An edge of a cell. */
public record Edge(int from, int to) {}
