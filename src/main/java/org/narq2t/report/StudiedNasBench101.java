package org.narq2t.report;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.narq2t.evaluation.PaperTables;
import org.narq2t.report.StudyGroup.Variant;
import org.narq2t.run.RunConfiguration;
import org.narq2t.space.nasbench101.NasBench101;
import org.narq2t.space.nasbench101.VertexOperator;

/** NAS-Bench-101, by search mode, beside the paper's Table I. */
record StudiedNasBench101(NasBench101 space) implements StudiedSpace {

  @Override
  public String key() {
    return "nb101";
  }

  @Override
  public String name() {
    return "NAS-Bench-101";
  }

  @Override
  public String noun() {
    return "cells";
  }

  @Override
  public String variants() {
    return "Search modes";
  }

  @Override
  public Variant variant(RunConfiguration configuration) {
    return switch (configuration.strategy().variant()) {
      case "random" -> new Variant(0, "random", "Random mode");
      case "statistics" -> new Variant(1, "statistics", "Statistics mode");
      case "uniform" -> new Variant(2, "uniform", "Uniform mode");
      default -> new Variant(3, "other", "Another strategy");
    };
  }

  @Override
  public List<String> operators() {
    return Arrays.stream(VertexOperator.values()).map(CellGraphDrawing::label).toList();
  }

  @Override
  public String operatorPlaces() {
    return "vertices";
  }

  @Override
  public boolean countsVertices() {
    return true;
  }

  @Override
  public String drawing(String description) {
    return CellGraphDrawing.svg(space.cell(space.indexOf(description)));
  }

  @Override
  public String publishedTaus() {
    return "Published, on 1,024 held-out cells with the whole table, whose accuracies average three trainings: %s in the NAR authors' five runs (their result notebooks), %s for NARQ2T in one run (Fig. 8 of the paper)."
        .formatted(
            PaperTables.NAR_TAUS.stream()
                .map(Numbers::correlation)
                .collect(Collectors.joining(", ")),
            Numbers.correlation(PaperTables.NARQ2T_TAU));
  }

  @Override
  public ComparisonTable comparison(Study study) {
    return Table1.of(study);
  }
}
