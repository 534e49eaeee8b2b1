package org.narq2t.space;

import org.narq2t.space.nasbench201.NasBench201;

/** Breaks a rule, for {@link org.narq2t.BrokenRulesTest}. */
public record SharedThatNamesOne(NasBench201 space) {}
