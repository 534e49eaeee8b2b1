package org.narq2t.report;

import java.util.List;
import org.narq2t.run.RunResult;

/** What a ranking was judged on, in words. */
final class RankedArchitectures {

  private RankedArchitectures() {}

  /** {@code 1,024 held-out cells}, {@code all 15,625 architectures}. */
  static String on(List<RunResult> runs, KnownPart scope) {
    int[] ranked = runs.stream().mapToInt(run -> ranked(run, scope)).toArray();
    boolean all = java.util.Arrays.stream(ranked).allMatch(n -> n == scope.known().architectures());
    return all ? scope.members() : Numbers.range(ranked) + " held-out " + scope.noun();
  }

  /** Old records do not say: it was the whole space. */
  private static int ranked(RunResult run, KnownPart scope) {
    int ranked = run.ranking().architectures();
    return ranked == 0 ? scope.known().architectures() : ranked;
  }
}
