package org.narq2t.ledger;

/** Why a result is looked up. */
public enum Purpose {
  /** To train the ranker. */
  TRAINING,
  /** To choose the epoch by its tier accuracy on held-out architectures. */
  TIER_VALIDATION,
  /** To evaluate the candidates of the search. */
  SEARCH,
  /** To train the best of the search again, fully: afterwards, outside the queries. */
  FINAL,
  /** To describe the outcome, over the whole space too; after the search, outside the budget. */
  REPORT;

  /** Whether a real user would have to train for it. */
  public boolean isPaid() {
    return this != FINAL && this != REPORT;
  }
}
