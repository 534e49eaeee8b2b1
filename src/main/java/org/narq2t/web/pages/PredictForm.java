package org.narq2t.web.pages;

import java.util.List;
import org.narq2t.tracking.RunRecord;

/**
 * The form that asks a predictor.
 *
 * @param runs finished ones, the newest first
 * @param chosen number of the one to begin with; 0 for the newest
 */
public record PredictForm(List<RunRecord> runs, long chosen) {
  public boolean isEmpty() {
    return runs.isEmpty();
  }
}
