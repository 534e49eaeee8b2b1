package org.narq2t.strategy;

import org.narq2t.constraint.Constraint;
import org.narq2t.ledger.Split;
import org.narq2t.space.Space;
import org.narq2t.space.Task;

/**
 * The problem that a strategy solves: to find the best architecture that may be looked at.
 *
 * @param space that is searched
 * @param dataset on which FLOPs and parameters are counted
 * @param split the images on which the accuracy is to be high
 * @param constraint says what may be looked at, given what is known
 */
public record Problem(Space space, Task dataset, Split split, Constraint constraint) {}
