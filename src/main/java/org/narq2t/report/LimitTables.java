package org.narq2t.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.narq2t.evaluation.Figure;
import org.narq2t.evaluation.SeedSummary;
import org.narq2t.ledger.Split;
import org.narq2t.report.ComparisonTable.Origin;
import org.narq2t.report.TableRows.Field;
import org.narq2t.report.TableRows.Value;
import org.narq2t.run.RunResult.Limited;

/** What limits did to searches, and the best that was found within them. */
final class LimitTables {

  private static final String BEST = "best allowed of the table";

  private LimitTables() {}

  /** Both tables; none without limits. */
  static List<ReportTable> of(Study study) {
    List<StudyGroup> limited =
        study.groups().stream().filter(group -> !limited(group).isEmpty()).toList();
    return limited.isEmpty()
        ? List.of()
        : List.of(found(study.only(limited)), kept(study.only(limited)));
  }

  /** The group, with its limits. */
  private static String name(StudyGroup group) {
    String name = group.variant().name();
    String limits = group.task().limited();
    return name.contains(limits) ? name : name + ", " + limits;
  }

  private static List<Limited> limited(StudyGroup group) {
    return group.results().stream().flatMap(run -> run.limited().stream()).toList();
  }

  private static ReportTable kept(Study study) {
    TableRows rows =
        new TableRows(
            study,
            List.of(
                Field.count("Seeds", "seeds"),
                Field.text("Latency by", "predictor"),
                Field.number("", "", "Margin, ms", "margin_ms", 3),
                Field.number("Allowed architectures", "allowed", "by prediction", "predicted", 0),
                Field.number("Allowed architectures", "allowed", "in truth", "measured", 0),
                Field.count("Candidates", "candidates"),
                Field.count("Violations", "violations"),
                Field.count("Unmeasured", "unmeasured")));
    List<String> findings = new ArrayList<>();
    for (StudyGroup group : study.groups()) {
      List<Limited> limited = limited(group);
      int candidates = sum(limited, Limited::candidates);
      int violations = sum(limited, Limited::violations);
      int unmeasured = sum(limited, Limited::unmeasured);
      boolean latency = group.task().limits().limitsLatency();
      rows.add(
          Origin.STUDY,
          name(group),
          List.of(
              Value.of(Integer.toString(limited.size())),
              Value.of(
                  latency
                      ? limited.stream()
                          .map(Limited::predictor)
                          .distinct()
                          .collect(Collectors.joining(", "))
                      : "not limited"),
              latency ? Value.of(over(limited, Limited::marginMs)) : Value.NOTHING,
              Value.of(over(limited, Limited::predicted)),
              Value.of(over(limited, Limited::measured)),
              Value.of(Numbers.count(candidates)),
              Value.of(Numbers.count(violations)),
              Value.of(Numbers.count(unmeasured))));
      findings.add(violated(group, candidates, violations, unmeasured));
    }
    return rows.table(
        "limits",
        "Limits",
        "Limits: what was allowed, and what broke them",
        findings,
        "A search samples what keeps the limits by prediction: FLOPs and parameters are exact,"
            + " predicted latency must be below the limit by the margin, the predictor's expected"
            + " root mean squared error times search.limits.latency_margin. A candidate that was"
            + " looked up and measured beyond a limit is a violation, and is not reported as found;"
            + " one without a measured latency counts as neither kept nor broken. Allowed"
            + " architectures: mean over the seeds. Candidates, violations and unmeasured ones are"
            + " distinct in a run and added over the seeds.",
        "");
  }

  private static int sum(List<Limited> limited, ToIntFunction<Limited> count) {
    return limited.stream().mapToInt(count).sum();
  }

  private static Figure over(List<Limited> limited, ToDoubleFunction<Limited> value) {
    return Numbers.figure(SeedSummary.of(limited.stream().mapToDouble(value).toArray()));
  }

  private static String violated(StudyGroup group, int candidates, int violations, int unmeasured) {
    String what = name(group) + ": ";
    String missing =
        unmeasured == 0 ? "" : "; %s have no measured latency".formatted(Numbers.count(unmeasured));
    if (candidates == 0) {
      return what + "the search found no candidate.";
    }
    return violations == 0
        ? "%snone of %s candidates was measured beyond the limits%s."
            .formatted(what, Numbers.count(candidates), missing)
        : "%s%s of %s candidates (%s) %s measured beyond the limits%s."
            .formatted(
                what,
                Numbers.count(violations),
                Numbers.count(candidates),
                Numbers.share((double) violations / candidates),
                violations == 1 ? "was" : "were",
                missing);
  }

  private static ReportTable found(Study study) {
    List<Field> fields = new ArrayList<>();
    fields.add(Field.text("Search", "search"));
    fields.addAll(FoundRows.fields());
    fields.add(Field.number("", "", "Measured latency, ms", "latency_ms", 3));
    fields.add(Field.number("", "", "Gap to best allowed, points", "gap", 2));
    fields.add(Field.count("Rank, mean", "mean_rank"));
    TableRows rows = new TableRows(study, fields);
    for (StudyGroup group : study.groups()) {
      List<SelectionSummary> summaries = group.summaries();
      if (summaries.isEmpty()) {
        rows.add(
            Origin.STUDY,
            "narq2t: found none",
            row(
                group,
                fields.size(),
                FoundRows.values("", "", "", Numbers.NO_FIGURE, Numbers.NO_FIGURE),
                List.of()));
      }
      for (SelectionSummary summary : summaries) {
        rows.add(
            Origin.STUDY,
            "narq2t (%s)".formatted(summary.over()),
            row(
                group,
                fields.size(),
                FoundRows.found(group, summary),
                List.of(
                    Value.of(latency(group, summary.found())),
                    Value.of(Numbers.figure(summary.gap())),
                    Value.of(
                        "%s of %s"
                            .formatted(
                                Numbers.place(summary.meanPlace()),
                                Numbers.count(group.accuracies().members()))))));
        rows.add(
            Origin.RANDOM_SEARCH,
            "random search within the limits",
            row(group, fields.size(), FoundRows.random(summary), List.of()));
      }
      best(group)
          .ifPresent(
              best -> rows.add(Origin.STUDY, "last", BEST, best(group, fields.size(), best)));
    }
    boolean tested = study.groups().stream().anyMatch(g -> g.accuracies().reported() == Split.TEST);
    return rows.table(
        "within-limits",
        "Within limits",
        "Within limits: the best that was found and keeps them",
        List.of(),
        "Only what keeps the limits when measured is reported. Mean ± standard deviation over the seeds, accuracy in %%; rank and gap are among the architectures of the table that keep the limits in truth%s. Random search: the exact expectation with as many queries among these, which it is told before it looks anything up; a user is not, so it is a harder rival than a user's."
            .formatted(
                tested
                    ? ", by test accuracy; the best allowed one is that with the highest test"
                        + " accuracy"
                    : ", by validation accuracy"),
        "");
  }

  private static List<Value> row(
      StudyGroup group, int columns, List<Value> found, List<Value> rest) {
    List<Value> values = new ArrayList<>();
    values.add(Value.of(name(group)));
    values.addAll(found);
    return FoundRows.joined(columns, values, rest);
  }

  private static List<Value> best(StudyGroup group, int columns, int best) {
    return row(
        group,
        columns,
        FoundRows.values("", "", "", accuracy(group, Split.VALIDATION, best), test(group, best)),
        List.of(Value.of(latency(group, best)), Value.of(0), Value.of("1")));
  }

  /** The member with the highest reported accuracy. */
  private static java.util.OptionalInt best(StudyGroup group) {
    Accuracies accuracies = group.accuracies();
    return IntStream.range(0, accuracies.size())
        .filter(accuracies::isMember)
        .reduce((a, b) -> accuracies.reported(b) > accuracies.reported(a) ? b : a);
  }

  private static Figure accuracy(StudyGroup group, Split split, int architecture) {
    return Numbers.figure(group.accuracies().of(split)[architecture]);
  }

  private static Figure test(StudyGroup group, int architecture) {
    return group.accuracies().reported() == Split.TEST
        ? accuracy(group, Split.TEST, architecture)
        : Numbers.NO_FIGURE;
  }

  private static Figure latency(StudyGroup group, int... architectures) {
    return group.hasLatency()
        ? Numbers.figure(
            SeedSummary.of(
                Arrays.stream(architectures).mapToDouble(a -> group.latencyMs()[a]).toArray()))
        : Numbers.NO_FIGURE;
  }
}
