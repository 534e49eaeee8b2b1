package org.narq2t.report.broken;

import org.narq2t.space.nasbench201.NasBench201;

/** Breaks a rule, for {@link org.narq2t.BrokenRulesTest}. */
public record NamesASpace(NasBench201 space) {}
