package org.narq2t.report.broken;

import jakarta.inject.Inject;

/** Breaks a rule, for {@link org.narq2t.BrokenRulesTest}. */
public class TakesABeanByAField {
  @Inject String bean;
}
