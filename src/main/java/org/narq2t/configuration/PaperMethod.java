package org.narq2t.configuration;

/**
 * The paper's own method, NARQ2T with its search by tiers, as configurations name its modules. What
 * was recorded before there were modules is of it.
 */
public final class PaperMethod {
  public static final String PREDICTOR = "narq2t";
  public static final String STRATEGY = "tiers";
  public static final String EVALUATOR = "table";

  private PaperMethod() {}
}
