package org.narq2t.report;

import java.util.Arrays;
import java.util.List;
import org.narq2t.report.StudyGroup.Variant;
import org.narq2t.run.RunConfiguration;
import org.narq2t.space.Dataset;
import org.narq2t.space.nasbench201.NasBench201;
import org.narq2t.space.nasbench201.Operator;

/** NAS-Bench-201, by data set, beside the paper's Table II. */
record StudiedNasBench201(NasBench201 space) implements StudiedSpace {

  @Override
  public String key() {
    return "nb201";
  }

  @Override
  public String name() {
    return "NAS-Bench-201";
  }

  @Override
  public String noun() {
    return "architectures";
  }

  @Override
  public String variants() {
    return "Data sets";
  }

  @Override
  public Variant variant(RunConfiguration configuration) {
    Dataset dataset = configuration.dataset();
    return new Variant(dataset.ordinal(), dataset.key(), name(dataset));
  }

  /** As the paper writes it. */
  static String name(Dataset dataset) {
    return switch (dataset) {
      case CIFAR10 -> "CIFAR-10";
      case CIFAR100 -> "CIFAR-100";
      case IMAGENET16 -> "ImageNet16-120";
    };
  }

  @Override
  public List<String> operators() {
    return Arrays.stream(Operator.values()).map(CellDrawing::label).toList();
  }

  @Override
  public String operatorPlaces() {
    return "edges";
  }

  @Override
  public boolean countsVertices() {
    return false;
  }

  @Override
  public String drawing(String description) {
    return CellDrawing.svg(space.codes(space.indexOf(description)));
  }

  @Override
  public String publishedTaus() {
    return "";
  }

  @Override
  public ComparisonTable comparison(Study study) {
    return Table2.of(study);
  }
}
